// What every page of the desk runs.
import { start as keyboard } from "./keyboard.js";
import { start as lights } from "./lights.js";
import { start as renew } from "./renew.js";
import { start as select } from "./select.js";
import { start as follow } from "./follow.js";
import { start as drop } from "./drop.js";
import { start as timeline } from "./timeline.js";
import { start as pane } from "./pane.js";

for (const start of [keyboard, lights, select, renew, follow, drop, timeline, pane]) start();

// On a phone filters are closed at first, unless some are set.
if (matchMedia("(max-width: 62rem)").matches) {
  for (const one of document.querySelectorAll("[data-closes-when-narrow]")) one.open = false;
}

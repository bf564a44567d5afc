// Others' decisions: htmx asks every few seconds what is newer; where nobody is in the middle of a form, the page
// takes them in at once, else it says so and waits.
import { sending, take } from "./renew.js";
import { say } from "./saying.js";

// Nothing is renewed under a finger: a click that began on a part that is replaced would be lost.
let pressed = false;
let due = false;
let told = "";

function busy() {
  const drafts = [...document.querySelectorAll("form[data-draft]")];
  return pressed || sending() || drafts.some((form) => form.getClientRects().length > 0);
}

async function renew() {
  if (!busy()) {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    const html = answer?.ok ? await answer.text() : "";
    if (!html || !busy()) {
      due = false;
      if (html) take(html);
      return;
    }
  }
  setTimeout(renew, 400);
}

function heard() {
  const newer = document.querySelector("#news [data-newer]");
  const words = newer?.innerText.trim() ?? "";
  const key = `${document.getElementById("news")?.getAttribute("hx-get")} ${words}`;
  if (!newer || key === told) return;
  told = key;
  say(words);
  if (due) return;
  due = true;
  renew();
}

export function start() {
  document.addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => setTimeout(() => { pressed = false; }, 50), true);
  }
  document.addEventListener("htmx:afterSwap", heard);
}

// Pages with a map run this beside desk.js.
import { start } from "./map.js";

start();
document.addEventListener("onrecord:renewed", start);
document.addEventListener("htmx:afterSwap", start);

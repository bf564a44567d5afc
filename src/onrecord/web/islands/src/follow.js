// Others' decisions: htmx asks every few seconds what is newer; where nobody is in the middle of a form, the page
// takes them in at once, else it says so and waits.
import { sending, take } from "./renew.js";

// Nothing is renewed under a finger: a click that began on a part that is replaced would be lost.
let pressed = false;

function inTheMiddle() {
  return [...document.querySelectorAll("form[data-draft]")].some((form) => form.getClientRects().length > 0);
}

async function renew() {
  if (pressed || sending() || inTheMiddle()) {
    setTimeout(renew, 400);
    return;
  }
  const answer = await fetch(location.href, { credentials: "same-origin" });
  const html = answer.ok ? await answer.text() : "";
  if (!html) return;
  if (pressed || sending() || inTheMiddle()) setTimeout(renew, 400);
  else take(html);
}

export function start() {
  document.addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => setTimeout(() => { pressed = false; }, 50), true);
  }
  const after = () => {
    const newer = document.querySelector("#news [data-newer]");
    if (!newer || newer.dataset.seen) return;
    newer.dataset.seen = "yes";
    const live = document.getElementById("said");
    if (live) live.textContent = newer.innerText.trim();
    renew();
  };
  document.addEventListener("htmx:afterSwap", after);
  document.addEventListener("htmx:after:swap", after);
}

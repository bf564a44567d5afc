// Others' decisions: htmx asks every few seconds what is newer; where nobody is in the middle of a form, the page
// takes them in at once, else it says so and waits.
import { take } from "./renew.js";

function inTheMiddle() {
  return [...document.querySelectorAll("form[data-draft]")].some((form) => form.getClientRects().length > 0);
}

async function renew() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (answer.ok) take(await answer.text());
}

export function start() {
  const after = () => {
    const newer = document.querySelector("#news [data-newer]");
    if (!newer || newer.dataset.seen) return;
    newer.dataset.seen = "yes";
    const live = document.getElementById("said");
    if (live) live.textContent = newer.innerText.trim();
    if (!inTheMiddle()) renew();
  };
  document.addEventListener("htmx:afterSwap", after);
  document.addEventListener("htmx:after:swap", after);
}

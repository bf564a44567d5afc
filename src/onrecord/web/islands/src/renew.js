// Takes parts of a page from the server's newest one, and leaves the person where they are: what is scrolled, open,
// chosen and focused stays so. Without this script the same forms send the whole page.
import { chooseAgain, chosenId } from "./keyboard.js";
import { say } from "./saying.js";

const PARTS = "[data-renew]";

function scrolled() {
  return [document.scrollingElement, ...document.querySelectorAll("[data-keeps-scroll]")].map((one) => ({
    id: one.id, top: one.scrollTop, left: one.scrollLeft,
  }));
}

export function take(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const focus = document.activeElement?.id;
  const chosen = chosenId();
  const opened = new Map([...document.querySelectorAll("details[id]")].map((one) => [one.id, one.open]));
  const places = scrolled();
  let taken = 0;
  for (const part of document.querySelectorAll(PARTS)) {
    const newer = fresh.getElementById(part.id);
    if (!newer) continue;
    // Whoever opened another report while this answer was on its way stays with that one.
    if (part.dataset.report && newer.dataset.report && part.dataset.report !== newer.dataset.report) continue;
    part.replaceChildren(...[...newer.childNodes].map((node) => document.importNode(node, true)));
    for (const { name, value } of newer.attributes) if (name.startsWith("data-")) part.setAttribute(name, value);
    taken += 1;
  }
  for (const [id, open] of opened) {
    const one = document.getElementById(id);
    if (one) one.open = open;
  }
  for (const { id, top, left } of places) {
    const one = id ? document.getElementById(id) : document.scrollingElement;
    if (one) { one.scrollTop = top; one.scrollLeft = left; }
  }
  window.htmx?.process(document.body);
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  chooseAgain(chosen);
  document.dispatchEvent(new CustomEvent("onrecord:renewed"));
  return taken;
}

let underWay = 0;

// Tells whether a form is being sent.
export function sending() {
  return underWay > 0;
}

async function send(form, button) {
  const data = new FormData(form, button);
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  const answer = await fetch(form.action, {
    method: "POST", body, headers: { "X-Requested-With": "onrecord" }, credentials: "same-origin",
  });
  const html = await answer.text();
  const slot = form.closest(".slot");
  if (answer.status === 422 && slot) {
    const again = new DOMParser().parseFromString(html, "text/html").getElementById("form-part");
    if (again) {
      slot.replaceChildren(document.importNode(again, true));
      slot.querySelector("[aria-invalid], select, input:not([type=hidden]), textarea")?.focus();
      say(slot.querySelector(".problem")?.innerText ?? "");
      return;
    }
  }
  if (answer.redirected && new URL(answer.url).pathname !== location.pathname) {
    location.assign(answer.url);
    return;
  }
  if (!take(html)) {
    // A page of another kind (a conflict, an error): it is shown whole.
    document.open(); document.write(html); document.close();
    return;
  }
  if (answer.redirected) history.replaceState(history.state, "", answer.url.replace(/#.*$/, "") + location.hash);
  const messages = document.getElementById("messages");
  if (answer.status === 409) {
    const conflict = messages?.querySelector(".conflict");
    conflict?.focus();
    conflict?.scrollIntoView({ block: "start" });
  }
  say(messages?.innerText.trim().split("\n")[0] ?? "");
}

export function start() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches?.("form[data-quiet]") || event.defaultPrevented) return;
    event.preventDefault();
    const button = event.submitter;
    button?.setAttribute("aria-busy", "true");
    underWay += 1;
    send(form, button).finally(() => { underWay -= 1; }).catch(() => {
      button?.removeAttribute("aria-busy");
      say(form.dataset.failed ?? "");
      form.submit();
    });
  });
}

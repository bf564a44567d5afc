// One key, one deed. Keys act on the item that is chosen, else on the page; never in a field, never with Ctrl, Alt or
// Meta, and not at all where the person has switched them off (WCAG 2.1.4).
const OFF = "onrecord-keys-off";
const DEEDS = new Set(["a", "c", "x", "n", "u", "m", "s", "o", "d"]);

const root = document.documentElement;
let chosen = null;

export function keysAreOff() {
  return localStorage.getItem(OFF) === "yes";
}

function showState() {
  root.toggleAttribute("data-keys-off", keysAreOff());
  for (const box of document.querySelectorAll("[data-keys-switch]")) box.checked = !keysAreOff();
}

function isField(element) {
  return element instanceof Element && element.closest("input, textarea, select, [contenteditable], [role=textbox]");
}

function items(within) {
  return [...within.querySelectorAll("[data-item]")].filter((one) => one.getClientRects().length > 0);
}

// The part of the page that j and k walk: the one that holds the chosen item or the focus, else the first.
function walk() {
  const at = chosen?.isConnected ? chosen : document.activeElement;
  return at?.closest("[data-walk]") ?? document.querySelector("[data-walk]");
}

export function choose(item, { focus = true } = {}) {
  if (chosen && chosen !== item) chosen.classList.remove("chosen");
  chosen = item;
  if (!item) return;
  item.classList.add("chosen");
  if (!focus) return;
  if (!item.hasAttribute("tabindex")) item.tabIndex = -1;
  item.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  item.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
}

function step(by) {
  const within = walk();
  if (!within) return;
  const all = items(within);
  if (!all.length) return;
  const at = chosen?.isConnected ? all.indexOf(chosen) : -1;
  choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]);
}

function changeWalk() {
  const all = [...document.querySelectorAll("[data-walk]")];
  if (all.length < 2) return;
  const next = all[(all.indexOf(walk()) + 1) % all.length];
  const first = items(next)[0];
  if (first) choose(first);
}

function act(key) {
  const current = chosen?.isConnected ? chosen : document.activeElement?.closest?.("[data-item]");
  const button = current?.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`[data-page-key="${key}"]`);
  if (!button || button.disabled) return false;
  if (button.tagName === "DETAILS") {
    button.open = true;
    button.querySelector("input:not([type=hidden]), textarea, select, button")?.focus();
  } else {
    button.click();
  }
  return true;
}

function help() {
  document.querySelector("dialog#keys")?.showModal();
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape") {
    const cancel = document.querySelector("[data-cancel]");
    if (cancel && !document.querySelector("dialog[open]")) cancel.click();
    return;
  }
  if (isField(event.target) || document.querySelector("dialog[open]") || keysAreOff()) return;
  const done = () => event.preventDefault();
  switch (event.key) {
    case "j": case "k": done(); step(event.key === "j" ? 1 : -1); return;
    case "p": done(); changeWalk(); return;
    case "/": {
      const field = document.querySelector("[data-search]");
      if (field) { done(); field.focus(); field.select?.(); }
      return;
    }
    case "?": done(); help(); return;
    case "Enter":
      if (event.target.closest?.("a, button, summary")) return;
      if (act("o")) done();
      return;
    default:
      if (DEEDS.has(event.key) && act(event.key)) done();
  }
}

export function start() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest?.("[data-item]");
    if (item && item !== chosen) choose(item, { focus: false });
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-keys-switch]")) return;
    if (event.target.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
    showState();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-show-keys]")) { event.preventDefault(); help(); }
  });
  showState();
}

// After a part of the page was renewed, the item that was chosen is chosen again, by its id.
export function chooseAgain(id) {
  const item = id && document.getElementById(id);
  if (item) choose(item, { focus: false });
}

export function chosenId() {
  return chosen?.isConnected ? chosen.id : null;
}

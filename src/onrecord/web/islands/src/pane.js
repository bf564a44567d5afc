// The report beside the incident: a number leads to its words there and back, and forms open where they are asked for.
import { choose } from "./keyboard.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

function flash(place) {
  for (const one of document.querySelectorAll(".target")) one.classList.remove("target");
  const item = place.closest("[data-item]");
  if (item) choose(item, { focus: false });
  const token = place.dataset.token ?? "";
  const words = token && document.querySelector(`[data-text] [data-token~="${CSS.escape(token)}"]`);
  const seen = words || place;
  seen.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  for (const one of token ? document.querySelectorAll(`[data-text] [data-token~="${CSS.escape(token)}"]`) : [place]) {
    one.classList.add("target");
  }
  if (place.classList.contains("at")) (place.nextElementSibling ?? place).classList.add("target");
}

function lead(hash, fallback) {
  const name = decodeURIComponent(hash.replace(/^#/, ""));
  const place = document.getElementById(name) ?? fallback;
  if (!place) return;
  if (place.id === "pane") {
    place.scrollTop = 0;
    place.scrollIntoView({ block: "nearest" });
    place.focus({ preventScroll: true });
    return;
  }
  flash(place);
  const item = place.closest("[data-item]");
  if (item) choose(item);
  flash(place);
}

async function open(link) {
  const to = new URL(link.href);
  const now = new URL(location.href);
  const pane = document.getElementById("pane");
  const shown = pane.dataset.report;
  const wanted = to.searchParams.get("report");
  if (wanted !== shown) {
    const part = `${to.pathname}/pane${to.search}`;
    pane.setAttribute("aria-busy", "true");
    await window.htmx.ajax("GET", part, { target: "#pane", swap: "innerHTML" });
    pane.removeAttribute("aria-busy");
    pane.dataset.report = wanted;
    for (const back of document.querySelectorAll("#decide [name=back], #undo [name=back]")) {
      back.value = `${to.pathname}${to.search}`;
    }
    document.dispatchEvent(new CustomEvent("onrecord:renewed"));
  }
  if (to.href !== now.href) history.replaceState(history.state, "", to.href);
  lead(to.hash, pane);
}

function form(link) {
  const item = link.closest("[data-item]") ?? link.closest("p, .actions, .row-of") ?? link.parentElement;
  let slot = item.nextElementSibling?.classList.contains("slot") ? item.nextElementSibling : null;
  if (!slot) {
    slot = document.createElement(item.parentElement.matches("ul, ol") ? "li" : "div");
    slot.className = "slot";
    item.after(slot);
  }
  window.htmx.ajax("GET", link.href, { target: slot, swap: "innerHTML", select: "#form-part" }).then(() => {
    slot.querySelector("select, input:not([type=hidden]), textarea")?.focus();
    slot.scrollIntoView({ block: "nearest" });
  });
}

function take(made, submitter) {
  const asked = new URL(made.action);
  for (const [name, value] of new FormData(made, submitter)) if (value) asked.searchParams.set(name, value);
  const slot = made.nextElementSibling?.classList.contains("slot") ? made.nextElementSibling : document.createElement("div");
  slot.className = "slot";
  made.after(slot);
  window.htmx.ajax("GET", asked.href, { target: slot, swap: "innerHTML", select: "#form-part" }).then(() => {
    slot.querySelector("select, input:not([type=hidden]), textarea")?.focus();
  });
}

function cancel(link) {
  const slot = link.closest(".slot");
  if (!slot) return false;
  const item = slot.previousElementSibling;
  slot.remove();
  if (item?.matches("[data-item]")) choose(item);
  return true;
}

export function start() {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest?.("a");
    if (!link) return;
    if (link.matches("[data-pane]") && document.getElementById("pane")) {
      event.preventDefault();
      open(link);
    } else if (link.matches("[data-form]") && window.htmx) {
      event.preventDefault();
      form(link);
    } else if (link.matches("[data-cancel]")) {
      if (cancel(link)) event.preventDefault();
    } else if (link.hash && link.pathname === location.pathname && document.getElementById("pane")
      && (!link.search || link.search === location.search)) {
      const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!place || place.matches("h2, main, .record, .pane")) return;
      event.preventDefault();
      lead(link.hash, null);
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches?.("form[data-takes-words]") || !window.htmx) return;
    event.preventDefault();
    take(event.target, event.submitter);
  });
  if (location.hash && document.getElementById("pane")) {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place && (place.matches("[data-item], .at"))) lead(location.hash, null);
  }
}

// Shows of the timeline only the acts that are ticked; the list and the drawing follow together.
function apply(group) {
  const wanted = new Set([...group.querySelectorAll("input:checked")].map((one) => one.value));
  const within = group.closest("[data-timeline]");
  for (const one of within.querySelectorAll("[data-tone]")) one.toggleAttribute("hidden", !wanted.has(one.dataset.tone));
  for (const day of within.querySelectorAll("[data-day]")) {
    day.toggleAttribute("hidden", !day.querySelector("[data-tone]:not([hidden])"));
  }
}

export function start() {
  for (const group of document.querySelectorAll("[data-tones]")) group.hidden = false;
  document.addEventListener("change", (event) => {
    const group = event.target.closest?.("[data-tones]");
    if (group) apply(group);
  });
  document.addEventListener("onrecord:renewed", () => {
    for (const group of document.querySelectorAll("[data-tones]")) { group.hidden = false; apply(group); }
  });
}

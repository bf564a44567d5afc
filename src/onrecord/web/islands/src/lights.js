// Pointing at words lights their note and the other way round: whatever bears the same data-token.
function light(token, on) {
  for (const one of document.querySelectorAll(`[data-token~="${CSS.escape(token)}"]`)) one.classList.toggle("lit", on);
}

let lit = [];

function move(event) {
  const bearer = event.target.closest?.("[data-token]");
  const now = bearer ? bearer.dataset.token.split(" ").filter(Boolean) : [];
  if (now.join() === lit.join()) return;
  for (const token of lit) light(token, false);
  for (const token of now) light(token, true);
  lit = now;
}

export function start() {
  document.addEventListener("pointerover", move);
  document.addEventListener("focusin", move);
}

// Words selected in a report's text -> code-point offsets in it, as every passage counts them.
// Each stretch of the text bears data-at, the offset at which it begins; what is no text of the report bears none.
const POINTS = (words) => { let n = 0; for (const _ of words) n += 1; return n; };

function offset(node, at) {
  const stretch = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!stretch) return null;
  const before = document.createRange();
  before.selectNodeContents(stretch);
  before.setEnd(node, at);
  return Number(stretch.dataset.at) + POINTS(before.toString());
}

// The stretches that a range touches, where its ends stand in what is no text (a number between two stretches).
function ends(range, text) {
  const touched = [...text.querySelectorAll("[data-at]")].filter((one) => range.intersectsNode(one) && one.textContent);
  if (!touched.length) return null;
  const first = touched[0], last = touched[touched.length - 1];
  const start = offset(range.startContainer, range.startOffset) ?? Number(first.dataset.at);
  const end = offset(range.endContainer, range.endOffset) ?? Number(last.dataset.at) + POINTS(last.textContent);
  return end > start ? [start, end] : null;
}

export function selected() {
  const selection = window.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const inside = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-text]");
  const text = inside(range.startContainer) ?? inside(range.endContainer);
  if (!text) return null;
  const found = ends(range, text);
  return found && { text, start: found[0], end: found[1], words: selection.toString().trim() };
}

function show() {
  const found = selected();
  if (!found) return;
  for (const form of document.querySelectorAll("form[data-takes-words]")) {
    form.elements.at.value = `${found.start}-${found.end}`;
    form.elements.words.value = found.words;
    form.classList.add("has-words");
  }
}

export function start() {
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  // Words typed or changed by hand are looked for in the text by the server: the offsets no longer hold.
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("form[data-takes-words] [name=words]")) event.target.form.elements.at.value = "";
  });
}

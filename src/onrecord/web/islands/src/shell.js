// What the frame of every page needs: htmx, the switch of colours, and words for what went wrong.
import htmx from "htmx.org";

const KEY = "onrecord-theme";

function kept() {
  try {
    return localStorage.getItem(KEY) ?? "system";
  } catch {
    return "system";
  }
}

function keep(chosen) {
  try {
    if (chosen === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    // Then it holds for this page alone.
  }
}

for (const box of document.querySelectorAll("[data-theme-switch]")) {
  const choice = box.querySelector("select");
  choice.value = kept();
  box.hidden = false;
  choice.addEventListener("change", () => {
    keep(choice.value);
    if (choice.value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice.value;
  });
}

// A refusal comes as a small part of a page: it is said, and set where the answer would have stood.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400) return;
  const said = document.getElementById("said");
  if (said) said.innerHTML = xhr.responseText;
  event.detail.shouldSwap = false;
});

window.htmx = htmx;

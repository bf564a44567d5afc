// Before the page is drawn: the colours that the person chose, where they chose any.
try {
  const chosen = localStorage.getItem("onrecord-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be closed to pages: the system's colours then.
}

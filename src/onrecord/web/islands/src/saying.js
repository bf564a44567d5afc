// Says something to everybody: set where all see it, read out by screen readers, gone after a while.
const SECONDS = 10;
let leaving = 0;

export function say(words) {
  const live = document.getElementById("said");
  if (!live) return;
  live.textContent = words;
  clearTimeout(leaving);
  leaving = setTimeout(() => { live.textContent = ""; }, SECONDS * 1000);
}

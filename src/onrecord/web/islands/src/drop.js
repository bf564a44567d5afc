// Drag and drop on the field of files, and how much of the sending is done.
function count(field, said) {
  const files = [...field.files];
  const many = field.dataset.many, one = field.dataset.one;
  said.textContent = files.length === 0 ? "" : files.length === 1 ? one.replace("{name}", files[0].name)
    : many.replace("{count}", files.length);
}

function prepare(zone) {
  const field = zone.querySelector("input[type=file]");
  const said = zone.querySelector("[data-said]");
  const form = zone.closest("form");
  const bar = form.querySelector("progress");
  const over = (event) => { event.preventDefault(); zone.classList.add("over"); };
  zone.addEventListener("dragenter", over);
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (!event.dataTransfer?.files.length) return;
    field.files = event.dataTransfer.files;
    count(field, said);
  });
  field.addEventListener("change", () => count(field, said));
  form.addEventListener("submit", (event) => {
    if (!field.files.length) return;
    event.preventDefault();
    const asking = new XMLHttpRequest();
    asking.open("POST", form.action);
    asking.setRequestHeader("X-Requested-With", "onrecord");
    bar.hidden = false;
    asking.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) { bar.max = sent.total; bar.value = sent.loaded; }
    });
    asking.addEventListener("load", () => {
      if (asking.responseURL && asking.status < 400) location.assign(asking.responseURL);
      else { document.open(); document.write(asking.responseText); document.close(); }
    });
    asking.addEventListener("error", () => form.submit());
    asking.send(new FormData(form));
  });
}

export function start() {
  for (const zone of document.querySelectorAll("[data-drop]")) prepare(zone);
}

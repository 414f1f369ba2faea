// Progress, dropped files and keys; without this file the form still sends and the frame still shows.
"use strict";

const form = document.querySelector("form");
const text = document.querySelector("#text");
const file = document.querySelector("#file");
const view = document.querySelector("#view");
const state = document.querySelector(".state");
const progress = document.querySelector("progress");
const send = document.querySelector(".send");
let began = 0;
view.hidden = true;

function waiting(on) {
  progress.hidden = !on;
  send.disabled = on;
  view.setAttribute("aria-busy", String(on));
}

form.addEventListener("submit", (event) => {
  if (!text.value.trim() && !file.files.length) {
    event.preventDefault();
    state.textContent = "Paste the text of an article, or choose a file.";
    text.focus();
    return;
  }
  began = performance.now();
  state.textContent = file.files.length ? `Checking ${file.files[0].name} …` : "Checking …";
  waiting(true);
});

view.addEventListener("load", () => {
  if (!began) return;
  waiting(false);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const count = view.contentDocument ? view.contentDocument.querySelectorAll("[data-claims]").length : 0;
  const refused = view.contentDocument && view.contentDocument.querySelector("[role=alert]");
  state.textContent = refused ? refused.textContent : `Done in ${seconds} s: ${count} ${count === 1 ? "figure" : "figures"} marked.`;
  view.hidden = false;
  view.scrollIntoView({ block: "nearest" });
  began = 0;
});

form.addEventListener("reset", () => {
  state.textContent = "";
  view.hidden = true;
  text.focus();
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

// A file takes the place of the text, and text that of a file, so that what is sent is what was given last.
text.addEventListener("input", () => { file.value = ""; });
file.addEventListener("change", () => {
  if (file.files.length) state.textContent = `${file.files[0].name} will be checked.`;
});

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("dropping");
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("dropping");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("dropping");
  if (event.dataTransfer.files.length) {
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    file.files = one.files;
    form.requestSubmit();
  } else if (event.dataTransfer.getData("text")) {
    text.value = event.dataTransfer.getData("text");
    file.value = "";
  }
});

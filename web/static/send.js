// Files to dossiers: each dossier is sent on its own, so that each is answered at once.
import { Problem, call, copyOf, remedyOf, words } from "./api.js";

const form = document.getElementById("send");
const said = words();
const lang = form.dataset.lang;
const [drop, input, chosen, list, start, clear, watch, told] = [
  "drop", "files", "chosen", "list", "start", "clear", "watch", "told",
].map((id) => document.getElementById(id));

let entries = [];
let batch = null;

function sizeOf(bytes) {
  const megabytes = bytes / 1048576;
  return megabytes >= 1 ? `${megabytes.toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

function setState(entry, state) {
  entry.state = state;
  const pill = entry.row.querySelector(".file-state");
  pill.className = `pill file-state is-${state}`;
  pill.textContent = said[state];
  entry.row.querySelector(".file-remove").hidden = !["waiting", "refused"].includes(state);
  entry.row.querySelector(".file-again").hidden = state !== "failed";
  entry.row.querySelector(".file-progress").hidden = state !== "sending";
}

function explain(entry, text) {
  const why = entry.row.querySelector(".file-why");
  why.hidden = !text;
  why.textContent = text;
}

function addFiles(files) {
  const sorted = [...files].sort((one, other) => one.name.localeCompare(other.name, "vi", { numeric: true }));
  for (const file of sorted) {
    const entry = { file, row: copyOf("file-row") };
    entry.row.querySelector(".file-name").textContent = file.name;
    entry.row.querySelector(".file-size").textContent = sizeOf(file.size);
    entry.row.querySelector(".file-remove").addEventListener("click", () => remove(entry));
    entry.row.querySelector(".file-again").addEventListener("click", () => sendGroup(groupOf(entry)));
    setState(entry, "waiting");
    entries.push(entry);
    list.append(entry.row);
  }
  refresh();
}

function remove(entry) {
  entries = entries.filter((each) => each !== entry);
  entry.row.remove();
  refresh();
}

function refresh() {
  const waiting = entries.filter((entry) => entry.state === "waiting").length;
  chosen.hidden = entries.length === 0;
  start.hidden = waiting === 0;
  clear.hidden = waiting === 0;
  watch.hidden = !entries.some((entry) => entry.state === "accepted");
}

function together() {
  return form.elements.how.value === "all";
}

function groupOf(entry) {
  return entry.group ?? [entry];
}

// XMLHttpRequest, because fetch cannot tell how much has been sent.
function post(path, data, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      const body = request.response ?? {};
      if (request.status < 300) resolve(body);
      else reject(new Problem(body.code ?? "INTERNAL", request.status, body));
    });
    request.addEventListener("error", () => reject(new Problem("OFFLINE", 0, {})));
    request.send(data);
  });
}

function dataOf(group) {
  const data = new FormData();
  for (const entry of group) data.append("files", entry.file, entry.file.name);
  data.append("received", document.getElementById("received").value);
  const procedure = document.getElementById("procedure").value;
  if (procedure) data.append("procedure", procedure);
  return data;
}

function showProgress(group, share) {
  for (const entry of group) {
    entry.row.querySelector(".file-progress").value = share;
    if (share >= 1 && entry.state === "sending") setState(entry, "checking");
  }
}

async function sendGroup(group) {
  for (const entry of group) {
    entry.group = group;
    explain(entry, "");
    setState(entry, "sending");
  }
  let state = "accepted";
  let why = "";
  try {
    batch ??= await call("POST", "/api/v1/batches", { json: {} });
    await post(`/api/v1/batches/${batch.id}/dossiers`, dataOf(group), (share) => showProgress(group, share));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    state = problem.status === 422 || problem.status === 413 ? "refused" : "failed";
    const words = problem.status === 422 ? problem.body.what_to_do?.[lang] : remedyOf(problem, lang);
    why = words ? `${words} (${problem.code})` : "";
  }
  for (const entry of group) setState(entry, state);
  explain(group[0], why);
  told.textContent = `${group[0].file.name}: ${said[state]}. ${why}`;
  if (batch) watch.href = `/batches/${batch.id}`;
  refresh();
}

async function sendAll() {
  const waiting = entries.filter((entry) => entry.state === "waiting");
  const groups = together() ? [waiting] : waiting.map((entry) => [entry]);
  for (const group of groups) await sendGroup(group);
  if (entries.every((entry) => entry.state === "accepted")) location.assign(watch.href);
  else if (!watch.hidden) watch.focus();
}

input.addEventListener("change", () => {
  addFiles(input.files);
  input.value = "";
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  sendAll();
});
clear.addEventListener("click", () => {
  entries.filter((entry) => entry.state === "waiting").forEach(remove);
});
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over-it");
  });
}
drop.addEventListener("dragleave", () => drop.classList.remove("over-it"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over-it");
  addFiles(event.dataTransfer.files);
});

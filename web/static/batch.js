// A batch while it is worked on: asks once a second and paints what changed.
import { Problem, call, copyOf, fill, words } from "./api.js";

const page = document.getElementById("batch");
const said = words();
const lang = page.dataset.lang;
let last = "";

function stateOf(dossier) {
  const pill = document.createElement("span");
  pill.className = `pill state-${dossier.state}`;
  pill.textContent = dossier.state_text;
  return pill;
}

function pagesOf(dossier) {
  if (dossier.state === "refused") return "–";
  if (!dossier.opened) return said.opening;
  return `${dossier.pages_read}/${dossier.pages}`;
}

function rowOf(dossier) {
  const row = copyOf("row");
  row.dataset.dossier = dossier.id;
  row.querySelector(".name").textContent = dossier.name;
  row.querySelector(".state").replaceWith(stateOf(dossier));
  row.querySelector(".pages").textContent = pagesOf(dossier);
  row.querySelector(".open").href = `/dossiers/${dossier.id}`;
  const slip = row.querySelector(".slip");
  slip.hidden = !["review", "published"].includes(dossier.state);
  slip.href = `/dossiers/${dossier.id}/slip`;
  const check = row.querySelector(".check");
  check.hidden = dossier.state !== "review";
  check.href = `/review/${dossier.id}`;
  if (dossier.refusal) {
    const why = row.querySelector(".why");
    why.hidden = false;
    why.textContent = `${dossier.refusal.what_to_do[lang]} (${dossier.refusal.code})`;
  }
  return row;
}

function rescanCard(dossier, rescan) {
  const card = copyOf("rescan");
  card.querySelector("img").src = `${rescan.image}?width=240`;
  card.querySelector(".card-title").textContent = fill(said.rescan, rescan);
  card.querySelector(".dossier").textContent = dossier.name;
  card.querySelector(".why").textContent = rescan.defects.map((defect) => defect.text).join(" · ");
  return card;
}

function adviceCard(dossier, advice) {
  const card = copyOf("advice");
  card.querySelector(".kind").textContent = advice.verdict.text;
  card.querySelector(".card-title").textContent = advice.title;
  card.querySelector(".dossier").textContent = dossier.name;
  card.querySelector(".why").textContent = advice.reason.text;
  card.querySelector(".law").hidden = advice.law.length === 0;
  card.querySelector(".law-text").textContent = advice.law.join("; ");
  return card;
}

function countsOf(batch) {
  return Object.entries(batch.counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => {
      const key = `state${state[0].toUpperCase()}${state.slice(1)}`;
      return stateOf({ state, state_text: `${count} ${said[key]}` });
    });
}

function paint(batch) {
  const bar = document.getElementById("bar");
  bar.max = Math.max(batch.pages, 1);
  bar.value = batch.at_rest ? bar.max : batch.pages_read;
  const done = fill(said.pages, { done: batch.pages_read, total: batch.pages });
  document.getElementById("bar-text").textContent = batch.at_rest ? `${done}. ${said.rest}` : done;
  document.getElementById("counts").replaceChildren(...countsOf(batch));
  document.getElementById("dossiers").replaceChildren(...batch.dossiers.map(rowOf));
  const cards = batch.dossiers.flatMap((dossier) => [
    ...dossier.rescans.map((rescan) => rescanCard(dossier, rescan)),
    ...dossier.not_needed.map((advice) => adviceCard(dossier, advice)),
  ]);
  document.getElementById("counter-list").replaceChildren(...cards);
  document.getElementById("counter-none").hidden = cards.length > 0 || !batch.at_rest;
}

async function look() {
  let pause = 1000;
  try {
    const batch = await call("GET", `/api/v1/batches/${page.dataset.batch}?lang=${lang}`);
    const now = JSON.stringify(batch);
    if (now !== last) paint(batch);
    last = now;
    // A review or a retry may still change a batch at rest, only more slowly.
    if (batch.at_rest) pause = 5000;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    pause = 3000;
  }
  setTimeout(look, pause);
}

look();

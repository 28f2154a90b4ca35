// The review screen: the items of one dossier, one after the other, with the keyboard alone if one likes.
import { Problem, call, fill, remedyOf, words } from "../api.js";
import { Item, answerOf, element, leftWords, sameAnswer } from "./item.js";
import { belongsTo, meaningOf } from "./keys.js";
import { Others, showBanner } from "./others.js";
import { Saver } from "./saver.js";
import { Viewer } from "./viewer.js";

const desk = document.getElementById("desk");
const { dossier, lang } = desk.dataset;
const said = words();
const by = (id) => document.getElementById(id);
const saver = new Saver(dossier, lang, { status: showStatus, stuck, saved });
const others = new Others(saver, said, lang, { take, resumed: () => current?.focus(), drafts });
let items = [];
let current = null;
let viewer = null;
let status = "saved";

function showStatus(name) {
  status = name;
  const shown = name === "saved" && items.some((item) => item.dirty) ? "unsaved" : name;
  by("saved").className = `saved is-${shown === "saved" ? "saved" : "unsaved"}`;
  by("saved").textContent = said[shown];
}

function tell(text) {
  by("told").textContent = text;
}

// What would be lost with this page: decisions on their way, and what is only typed so far.
function drafts() {
  const sent = saver.queue.map(({ item, decision }) => [item.data.label, item.typed ?? decision.value ?? ""]);
  const typed = items.filter((item) => item.dirty).map((item) => [item.data.label, item.typed]);
  return [...new Map([...sent, ...typed])].filter(([, text]) => text);
}

const open = () => items.filter((item) => item.required && !item.answer);

function showProgress() {
  const required = items.filter((item) => item.required);
  const done = required.length - open().length;
  by("progress").textContent = fill(said.progress, { done, total: required.length });
  by("progress-bar").max = Math.max(required.length, 1);
  by("progress-bar").value = required.length ? done : 1;
  viewer.paintBoxes(current?.id);
  showStatus(status);
}

// --- moving -----------------------------------------------------------------------------------------------

function go(item) {
  if (!item) return;
  const started = performance.now();
  select(item);
  item.node.scrollIntoView({ block: "nearest" });
  item.focus();
  if (item.box) {
    viewer.crop(item.part("crop"), item.page, item.box).then(() => {
      performance.measure("focus-to-crop", { start: started, end: performance.now() });
    });
  }
  preload(item);
}

function select(item) {
  if (current === item) {
    viewer.show(item.page, item.box);
    return;
  }
  current?.node.classList.remove("current");
  current?.node.removeAttribute("aria-current");
  current = item;
  item.node.classList.add("current");
  item.node.setAttribute("aria-current", "step");
  viewer.show(item.page, item.box);
  viewer.paintBoxes(item.id);
}

// The page after this one is fetched while a person reads.
function preload(item) {
  const next = items.slice(items.indexOf(item) + 1).find((each) => each.page && each.page !== item.page);
  if (next) viewer.image(next.page).ready.catch(() => {});
}

// Open items below this one, then those above, then those put off, then advice nobody has spoken about.
function next(item) {
  const start = items.indexOf(item) + 1;
  const round = [...items.slice(start), ...items.slice(0, start)];
  const waits = (each) => each !== item && !each.answer;
  const found = round.find((each) => waits(each) && each.required && !each.postponed)
    ?? round.find((each) => waits(each) && each.required)
    ?? round.find((each) => waits(each));
  if (found) go(found);
  else {
    by("finish").focus();
    tell(said.all_done);
  }
}

function back() {
  const place = items.indexOf(current);
  go(items[Math.max(0, place - 1)]);
}

// --- deciding ---------------------------------------------------------------------------------------------

async function accept(item) {
  if (item.answer && !item.dirty && item.kind !== "type") {
    next(item);
    return;
  }
  const decision = item.decision();
  if (!decision) {
    item.complain(item.overriding ? said.override_need : said.empty_value);
    return;
  }
  await decide(item, decision);
}

// What a source said is surely of the right form, so the next item is shown while it is saved.
async function decide(item, decision) {
  const typed = decision.kind === "set_value" && !item.data.sources.some((each) => each.value === decision.value);
  item.complain("");
  const shown = decision.kind === "set_value" ? item.typed : null;
  const kept = saver.save(item, decision);
  if (!typed) advance(item, answerOf(decision, { value: decision.value, shown }));
  try {
    const result = await kept;
    if (typed) advance(item, answerOf(decision, result));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    refused(item, problem);
  }
}

function advance(item, answer) {
  item.settle(answer);
  if (current === item) next(item);
  showProgress();
}

function refused(item, problem) {
  item.data.answer = item.savedAnswer ?? null;
  if (problem.code === "VALUE_NOT_OF_TYPE") item.confirmed = item.typed;
  go(item);
  item.refresh();
  item.complain(problem.code === "VALUE_NOT_OF_TYPE" ? said.not_of_type : remedyOf(problem, lang));
  showProgress();
}

function saved(entry, result) {
  entry.item.savedAnswer = answerOf(entry.decision, result);
  entry.item.data.answer = entry.item.savedAnswer;
  entry.item.refresh();
}

function stuck(problem) {
  showProgress();
  return others.meet(problem);
}

const ACTS = {
  go,
  focused: select,
  typed: (item) => { item.refresh(); showStatus(status); },
  accept,
  edit: (item) => { select(item); item.edit(); },
  override: (item) => item.edit(),
  source: (item, index) => { item.useSource(index); item.focus(); showStatus(status); },
  swap: (item) => { if (item.data.sources.length > 1 && item.input) ACTS.source(item, item.chosen + 1); },
  reset: (item) => { item.reset(); item.focus(); showStatus(status); },
  uncertain: (item) => { if (["field", "type"].includes(item.kind)) decide(item, item.doubt()); },
  absent: (item) => decide(item, item.absence()),
  legible: (item) => decide(item, { kind: "legible", task: item.id }),
  postpone: (item) => { item.postponed = !item.answer; item.refresh(); next(item); },
  back,
  undo,
  finish,
  help: () => by("help").showModal(),
};

async function undo() {
  const before = saver.revision;
  const result = await saver.change("undo");
  if (!result?.done) return;
  if (result.revision === before) {
    tell(said.nothing_to_undo);
    return;
  }
  const answers = new Map(items.map((item) => [item.id, item.answer]));
  take(await saver.load());
  tell(said.undone);
  go(items.find((item) => !sameAnswer(item.answer, answers.get(item.id))) ?? current);
}

async function finish() {
  const draft = items.find((item) => item.dirty);
  if (draft) {
    go(draft);
    tell(said.unsaved);
    return;
  }
  if (open().length > 0) {
    askLeft();
    return;
  }
  const result = await saver.change("finish");
  if (!result?.done) {
    if (result?.problem) tell(remedyOf(result.problem, lang));
    return;
  }
  await leave(said.finished);
}

function askLeft() {
  by("left-title").textContent = leftWords(said, open().length);
  by("left").returnValue = "back";
  by("left").showModal();
}

async function release() {
  const result = await saver.change("release");
  if (result?.done) location.assign("/review");
}

// To the next dossier that waits, or to the one just finished where none does.
async function leave(text) {
  saver.end();
  tell(text);
  items = [];
  try {
    const claim = await call("POST", "/api/v1/reviews/next");
    location.assign(`/review/${claim.dossier}`);
  } catch (problem) {
    if (problem.code !== "NOTHING_WAITS") throw problem;
    const done = element("li", { className: "item padded" });
    done.append(
      element("p", { className: "advice-text", textContent: said.finished_last }),
      element("a", { className: "button primary", href: `/dossiers/${dossier}`, textContent: said.see_dossier }),
      element("a", { className: "button quiet", href: "/review", textContent: said.to_queue }),
    );
    by("items").replaceChildren(done);
    done.querySelector("a").focus();
    desk.dataset.finished = "yes";
  }
}

// --- beginning --------------------------------------------------------------------------------------------

// The server's answers; drafts and decisions still on their way stay as they are.
function take(review, onTheirWay = new Set()) {
  const fresh = new Map(review.items.map((item) => [item.id, item.answer]));
  for (const item of items) {
    if (onTheirWay.has(item.id)) continue;
    const draft = item.dirty ? item.typed : null;
    item.data.answer = fresh.get(item.id) ?? null;
    item.savedAnswer = item.data.answer;
    if (draft === null) item.reset();
    else item.refresh();
  }
  saver.revision = review.revision;
  showProgress();
}

function build(review) {
  items = review.items.map((data) => new Item(data, said, (name, item, ...more) => ACTS[name](item, ...more)));
  for (const item of items) item.savedAnswer = item.answer;
  viewer = new Viewer(review, said, (id) => go(items.find((item) => item.id === id)));
  by("items").replaceChildren(...items.map((item) => item.node));
  showProgress();
  go(open()[0] ?? items.find((item) => !item.answer) ?? items[0]);
  if (!items.length) viewer.show(review.pages[0]?.number, null);
  cropWhatIsSeen();
}

// A crop is cut when its item comes into sight: a long dossier must not fetch all its pages at once.
function cropWhatIsSeen() {
  const byNode = new Map(items.map((item) => [item.node, item]));
  const watch = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      const item = byNode.get(target);
      if (isIntersecting && item.box) viewer.crop(item.part("crop"), item.page, item.box);
    }
  }, { root: by("items"), rootMargin: "300px" });
  for (const item of items) watch.observe(item.node);
}

function onKey(event) {
  const meaning = meaningOf(event);
  if (!meaning || document.querySelector("dialog[open]") || !viewer) return;
  if (belongsTo(event.target, meaning, current)) return;
  if (meaning === "reset" && !current?.dirty && !current?.editing && !current?.overriding) return;
  event.preventDefault();
  if (event.repeat) return; // a key held down is one press
  if (current || ["finish", "undo", "help"].includes(meaning)) ACTS[meaning](current);
}

async function begin() {
  try {
    await saver.claim();
    build(await saver.load());
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    by("items").replaceChildren(element("li", { className: "padded", textContent: said.failed }));
    showBanner(remedyOf(problem, lang), [], [[said.to_queue, () => location.assign("/review")]]);
  }
}

// A tab that slept has missed its heartbeats: whether the dossier is still held is asked at once.
document.addEventListener("visibilitychange", () => { if (!document.hidden && saver.token) saver.heartbeat(); });
document.addEventListener("keydown", onKey);
by("finish").addEventListener("click", finish);
by("undo").addEventListener("click", undo);
by("release").addEventListener("click", release);
by("help-button").addEventListener("click", () => ACTS.help());
by("left").addEventListener("close", () => (by("left").returnValue === "release" ? release() : current?.focus()));
window.addEventListener("beforeunload", (event) => {
  if (saver.queue.length > 0 || items.some((item) => item.dirty)) event.preventDefault();
});
begin();

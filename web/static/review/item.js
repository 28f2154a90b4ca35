// One item of the panel: what it shows, what is typed into it, and the decision that comes of it.
import { copyOf, fill } from "../api.js";

const ACKNOWLEDGED = { rescan: "rescan_ok", split: "split_ok", conflict: "conflict_ok" };
const ANSWERS = {
  set_value: "done_accept", set_absent: "done_absent", uncertain: "done_uncertain", set_type: "done_accept",
  accept_verdict: "verdict_accept", override_verdict: "done_override", acknowledge: "done_ok",
  legible: "done_legible", accept_component: "verdict_accept", override_component: "done_override",
};

export class Item {
  constructor(data, said, act) {
    this.data = data;
    this.said = said;
    this.act = act;
    this.chosen = 0; // which source the input shows
    this.postponed = false;
    this.confirmed = null; // text that the reviewer keeps although it does not have the field's form
    this.node = copyOf("item-template");
    this.build();
    this.refresh();
  }

  get id() { return this.data.id; }
  get kind() { return this.data.kind; }
  get page() { return this.data.page; }
  get box() { return this.data.box; }
  get required() { return this.data.required; }
  get answer() { return this.data.answer; }
  get input() { return this.node.querySelector(".value-input"); }
  part(name) { return this.node.querySelector(`.${name}`); }

  build() {
    const { data, said } = this;
    this.node.dataset.item = data.id;
    this.node.dataset.kind = data.kind;
    this.part("item-label").textContent = data.label;
    const place = data.page ? said.page_n.replace("{n}", data.page) : "";
    this.part("item-where").textContent = [data.title, place].filter(Boolean).join(" · ");
    this.part("reasons").replaceChildren(...data.reasons.map((reason) => element("li", { textContent: reason.text })));
    this.part("item-head").addEventListener("click", () => this.act("go", this));
    this.buildCrop();
    this.buildEntry();
    this.buildSources();
    this.buildEvidence();
    this.buildKeys();
    this.node.addEventListener("focusin", () => this.act("focused", this));
  }

  buildCrop() {
    const canvas = this.part("crop");
    canvas.hidden = !this.box;
    canvas.setAttribute("aria-label", `${this.said.crop}: ${this.data.label}`);
    canvas.addEventListener("click", () => this.act("go", this));
    this.part("no-crop").hidden = Boolean(this.box) || this.kind !== "field";
  }

  buildEntry() {
    const entry = this.part("entry");
    if (this.kind === "field") {
      const input = copyOf("value-template");
      input.setAttribute("aria-label", [this.data.label, this.data.title].filter(Boolean).join(", "));
      input.addEventListener("input", () => this.act("typed", this));
      input.addEventListener("dblclick", () => this.act("edit", this));
      entry.append(input);
      this.reset();
    } else if (this.kind === "type") {
      const choice = copyOf("type-template");
      connect(choice, "select");
      choice.querySelector("select").value = this.data.type;
      entry.append(choice);
    } else if (this.advises) {
      entry.append(element("p", { textContent: this.data.advice.verdict.text, className: "advice-text" }));
      const override = copyOf("override-template");
      connect(override, "select");
      connect(override, "input");
      const choices = this.data.choices.map((each) => element("option", { value: each.code, textContent: each.text }));
      override.querySelector("select").replaceChildren(...choices);
      if (this.kind === "verdict") {
        const likely = this.data.advice.verdict.code.startsWith("needed") ? "not_needed_data_held" : "needed";
        override.querySelector("select").value = likely;
      }
      override.hidden = true;
      entry.append(override);
    }
  }

  buildSources() {
    const { sources } = this.data;
    const place = this.part("sources");
    place.hidden = sources.length < 2;
    place.querySelector("ul").replaceChildren(...sources.map((source, index) => {
      const button = element("button", { type: "button" });
      button.append(
        element("span", { className: "source-name", textContent: source.text }),
        element("span", { className: "source-value", lang: "vi", textContent: source.shown }),
        element("span", { className: "source-now", textContent: "" }),
      );
      button.disabled = this.kind !== "field";
      button.addEventListener("click", () => this.act("source", this, index));
      const line = element("li");
      line.append(button);
      return line;
    }));
  }

  buildEvidence() {
    const { advice, compared } = this.data;
    const place = this.part("evidence");
    if (advice?.law.length) place.append(element("p", { className: "small", lang: "vi", textContent: advice.law.join("; ") }));
    if (!compared.length) return;
    const table = copyOf("compared-template");
    table.querySelector("tbody").append(...compared.map((row) => {
      const line = element("tr");
      line.append(element("th", { scope: "row", textContent: row.label }));
      const read = row.read ? ` ${table.dataset.readAs.replace("%", () => row.read)}` : "";
      line.append(element("td", { lang: "vi", textContent: `${row.paper ?? "–"}${read}` }));
      line.append(element("td", { lang: "vi", textContent: row.held ?? "–" }));
      line.append(element("td", { textContent: row.agreement.text }));
      return line;
    }));
    place.append(table);
  }

  buildKeys() {
    const { said } = this;
    const button = (name, text, key, main = false) => {
      const made = element("button", { type: "button", className: `button small ${main ? "primary" : "quiet"}` });
      made.append(text);
      if (key) made.append(" ", element("kbd", { textContent: key }));
      made.dataset.act = name;
      made.addEventListener("click", () => this.act(name, this));
      return made;
    };
    const main = { type: said.save, verdict: said.verdict_accept, component: said.verdict_accept }[this.kind] ?? said[ACKNOWLEDGED[this.kind]] ?? said.accept;
    const buttons = [button("accept", main, "↵", true)];
    if (this.kind === "field") {
      buttons.push(button("edit", said.edit, "F2"), button("uncertain", said.uncertain, "F8"));
      buttons.push(button("postpone", said.postpone, "F9"));
      if (this.data.sources.length > 0 || this.data.blind) buttons.push(button("absent", said.absent, ""));
    } else {
      if (this.kind === "rescan") buttons.push(button("legible", said.rescan_legible, ""));
      if (this.advises) buttons.push(button("override", said.verdict_override, "F2"));
      if (this.kind === "type") buttons.push(button("uncertain", said.uncertain, "F8"));
      buttons.push(button("postpone", said.postpone, "F9"));
    }
    this.part("keys").replaceChildren(...buttons);
  }

  // The value that stands in the input before anybody touches it.
  get base() {
    if (this.chosen > 0) return this.data.sources[this.chosen].shown;
    return this.answer?.kind === "set_value" ? this.answer.shown ?? this.answer.value : this.data.shown;
  }

  get typed() {
    return this.input ? this.input.value.normalize("NFC") : "";
  }

  get dirty() {
    if (this.overriding) return this.part("override-why").value.trim() !== "";
    if (this.kind !== "field") return false;
    return this.chosen > 0 || this.typed.trim() !== this.base.normalize("NFC").trim();
  }

  // Nothing was read and nothing typed: accepting says that the paper does not carry the value.
  get nothingRead() {
    return this.kind === "field" && !this.data.blind && this.data.sources.length === 0 && this.typed.trim() === "";
  }

  get editing() { return Boolean(this.input && !this.input.readOnly); }
  get advises() { return ["verdict", "component"].includes(this.kind); }
  get overriding() { return this.advises && !this.part("override").hidden; }

  edit() {
    if (this.advises) {
      this.part("override").hidden = false;
      this.part("override-why").focus();
      return;
    }
    if (!this.input) return;
    this.input.readOnly = false;
    this.input.focus();
    this.input.select();
  }

  reset() {
    if (this.overriding) this.part("override").hidden = true;
    this.chosen = 0;
    this.confirmed = null;
    if (this.input) {
      this.input.value = this.base;
      this.input.readOnly = true;
    }
    this.complain("");
    this.refresh();
  }

  useSource(index) {
    this.chosen = index % this.data.sources.length;
    this.input.value = this.base;
    this.complain("");
    this.refresh();
  }

  // What accepting would say; null where there is nothing to say yet.
  decision() {
    const { document, field, component, person } = this.data;
    const task = this.id;
    const about = this.kind === "component" ? { component, person } : { document };
    if (this.kind === "type") return { kind: "set_type", task, document, value: this.part("type-input").value };
    if (this.overriding) {
      const note = this.part("override-why").value.normalize("NFC").trim();
      return note ? { kind: `override_${this.kind}`, ...about, value: this.part("override-as").value, note } : null;
    }
    if (this.advises) return { kind: `accept_${this.kind}`, ...about };
    if (this.kind !== "field") return { kind: "acknowledge", task };
    if (this.nothingRead) return this.absence();
    const value = this.value();
    if (!value) return null;
    return { kind: "set_value", task, document, field, value, as_typed: this.confirmed === this.typed, ...this.note() };
  }

  // A source's own value where the input still shows it, else what was typed.
  value() {
    const source = this.data.sources[this.chosen];
    if (source && this.typed === source.shown.normalize("NFC")) return source.value;
    return this.typed.trim();
  }

  note() {
    return this.chosen > 0 ? { note: `source:${this.data.sources[this.chosen].source}` } : {};
  }

  doubt() {
    const { document, field } = this.data;
    return this.kind === "field" ? { kind: "uncertain", task: this.id, document, field } : { kind: "uncertain", task: this.id };
  }

  absence() {
    const { document, field } = this.data;
    return { kind: "set_absent", task: this.id, document, field };
  }

  settle(answer) {
    this.data.answer = answer;
    this.postponed = false;
    this.reset();
  }

  complain(text) {
    const place = this.part("item-error");
    place.hidden = !text;
    place.textContent = text;
    this.input?.setAttribute("aria-invalid", text ? "true" : "false");
  }

  focus() {
    const target = this.input ?? this.node.querySelector(".type-input") ?? this.node.querySelector("[data-act=accept]");
    target.focus({ preventScroll: true });
  }

  refresh() {
    const { node, answer, said } = this;
    const sort = answer?.kind === "uncertain" ? "uncertain" : "answered";
    node.classList.toggle("answered", Boolean(answer) && sort === "answered");
    node.classList.toggle("uncertain", Boolean(answer) && sort === "uncertain");
    node.classList.toggle("postponed", this.postponed && !answer);
    node.classList.toggle("drafted", this.dirty);
    const changed = answer?.kind === "set_value" && answer.value !== this.data.value;
    const state = answer ? said[changed ? "done_changed" : ANSWERS[answer.kind]] : this.postponed ? said.postponed : "";
    this.part("item-answer").textContent = this.dirty ? said.unsaved : state;
    this.input?.classList.toggle("from-other", this.chosen > 0);
    const main = node.querySelector("[data-act=accept]");
    if (main && this.kind === "field") {
      const proposal = this.nothingRead ? said.absent_next : said.accept;
      main.firstChild.textContent = this.dirty ? said.save : proposal;
    }
    for (const [index, button] of [...node.querySelectorAll(".sources button")].entries()) {
      const inUse = this.kind === "field" && this.typed === this.data.sources[index].shown.normalize("NFC");
      button.setAttribute("aria-pressed", String(inUse));
      button.querySelector(".source-now").textContent = inUse ? said.source_in_use : "";
    }
  }
}

export function answerOf(decision, result) {
  return { kind: decision.kind, value: result.value ?? null, shown: result.shown ?? null, note: decision.note ?? "" };
}

export function sameAnswer(one, other) {
  if (!one || !other) return one === other || (!one && !other);
  return one.kind === other.kind && (one.value ?? null) === (other.value ?? null);
}

export function leftWords(said, count) {
  return fill(said.open_left, { n: count });
}

function connect(node, tag) {
  const field = node.querySelector(tag);
  field.id = `f${Math.random().toString(36).slice(2)}`;
  field.parentElement.querySelector("label").htmlFor = field.id;
}

export function element(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}

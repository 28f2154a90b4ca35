// When somebody else saved first, or holds the dossier now: nothing is overwritten, and no draft is lost.
import { Problem, remedyOf } from "../api.js";
import { answerOf, element, sameAnswer } from "./item.js";

const banner = document.getElementById("banner");

export function showBanner(text, rows, buttons) {
  const list = element("dl");
  for (const [term, value] of rows) {
    list.append(element("dt", { textContent: term }), element("dd", { textContent: value, lang: "vi" }));
  }
  const line = element("p", { className: "keys" });
  for (const [label, act] of buttons) {
    const button = element("button", { type: "button", className: "button small secondary", textContent: label });
    button.addEventListener("click", act);
    line.append(button);
  }
  banner.replaceChildren(element("p", { textContent: text, className: "advice-text" }), list, line);
  banner.hidden = false;
  // Whoever is typing goes on typing: the next letter must land in the field, and no space may press a button.
  if (!document.activeElement?.matches("input, select, textarea")) line.querySelector("button").focus();
}

export class Others {
  // take(review, idsOnTheirWay) shows the server's answers; resumed() puts the focus back; drafts() are the labels
  // and texts of what is typed and not saved.
  constructor(saver, said, lang, { take, resumed, drafts }) {
    Object.assign(this, { saver, said, lang, take, resumed, drafts });
  }

  async meet(problem) {
    if (problem.code === "REVISION_STALE") await this.reconcile();
    else {
      const text = problem.code === "REVIEW_TAKEN" ? this.said.taken : this.said.lease_lost;
      showBanner(text, this.drafts(), [[this.said.reclaim, () => this.reclaim()]]);
    }
  }

  async reclaim() {
    const toQueue = [this.said.to_queue, () => location.assign("/review")];
    try {
      await this.saver.claim();
      await this.reconcile();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      showBanner(remedyOf(problem, this.lang), this.drafts(), [[this.said.reclaim, () => this.reclaim()], toQueue]);
    }
  }

  // An own decision goes on where nobody else has spoken since; where somebody has, a person compares the two.
  async reconcile() {
    const review = await this.saver.load();
    const now = new Map(review.items.map((item) => [item.id, item.answer]));
    for (const entry of [...this.saver.queue]) {
      const theirs = now.get(entry.item.id) ?? null;
      if (sameAnswer(theirs, answerOf(entry.decision, entry.decision))) {
        // Ours all along: it was saved, and only the answer to it was lost.
        this.saver.settle(entry, { value: theirs.value, shown: theirs.shown, revision: review.revision });
      } else if (!sameAnswer(theirs, entry.known)) {
        this.compare(entry, theirs);
        return;
      }
    }
    banner.hidden = true;
    this.take(review, new Set(this.saver.queue.map((entry) => entry.item.id)));
    this.resumed();
    await this.saver.resume(review.revision);
  }

  compare(entry, theirs) {
    const { said } = this;
    const shown = (answer) => answer?.shown ?? answer?.value ?? said[`done_${answer?.kind}`] ?? answer?.kind ?? "–";
    const keepMine = () => {
      entry.known = theirs;
      this.reconcile();
    };
    const keepTheirs = () => {
      this.saver.drop(entry);
      entry.item.savedAnswer = theirs;
      entry.item.settle(theirs);
      this.reconcile();
    };
    const rows = [[entry.item.data.label, ""], [said.mine, shown(entry.decision)], [said.theirs, shown(theirs)]];
    showBanner(said.stale, rows, [[said.keep_mine, keepMine], [said.keep_theirs, keepTheirs]]);
  }
}

// Saves decisions one after the other. What is not saved stays in memory until it is, or until its author says no.
import { Problem, call } from "../api.js";

const HEARTBEAT = 30_000;
const AGAIN = 2_000;

export class Saver {
  // on: { status(name), stuck(problem, entry), saved(entry, result) }
  constructor(dossier, lang, on) {
    this.path = `/api/v1/dossiers/${dossier}`;
    this.lang = lang;
    this.on = on;
    this.token = null;
    this.revision = null;
    this.queue = [];
    this.stopped = null; // the problem that a person must solve before anything is saved again
    this.running = null;
  }

  async claim() {
    const claim = await call("POST", `${this.path}/review/claim`);
    this.token = claim.token;
    this.revision = claim.revision;
    clearInterval(this.pulse);
    this.pulse = setInterval(() => this.heartbeat(), HEARTBEAT);
  }

  load() {
    return call("GET", `${this.path}/review?lang=${this.lang}`);
  }

  async heartbeat() {
    try {
      await call("POST", `${this.path}/review/heartbeat`, { headers: this.headers(false) });
    } catch (problem) {
      if (problem.code === "LEASE_LOST" && !this.stopped) this.stop(problem);
    }
  }

  headers(withRevision = true) {
    const headers = { "Hoso-Claim": this.token };
    if (withRevision) headers["If-Match"] = `"${this.revision}"`;
    return headers;
  }

  // Resolves with what was kept; rejects with a Problem that concerns this very decision (422).
  save(item, decision) {
    return new Promise((resolve, reject) => {
      this.queue.push({ item, decision, known: item.savedAnswer ?? null, resolve, reject });
      this.run();
    });
  }

  run() {
    if (this.stopped) this.on.status("unsaved");
    else this.running ??= this.drain().finally(() => { this.running = null; });
    return this.running ?? Promise.resolve();
  }

  async drain() {
    while (this.queue.length > 0 && !this.stopped) {
      this.on.status("saving");
      await this.sendFirst();
    }
    this.on.status(this.queue.length > 0 ? "unsaved" : "saved");
  }

  async sendFirst() {
    const entry = this.queue[0];
    try {
      const result = await call("POST", `${this.path}/decisions`, { json: entry.decision, headers: this.headers() });
      this.revision = result.revision;
      this.settle(entry, result);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      await this.meet(problem, entry);
    }
  }

  settle(entry, result) {
    this.queue = this.queue.filter((each) => each !== entry);
    this.on.saved(entry, result);
    entry.resolve(result);
  }

  async meet(problem, entry) {
    if (problem.status === 0 || problem.status >= 500) {
      this.on.status("offline");
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    } else if (problem.status === 422) {
      this.drop(entry);
      entry.reject(problem);
    } else {
      this.stop(problem);
    }
  }

  drop(entry) {
    this.queue = this.queue.filter((each) => each !== entry);
  }

  stop(problem) {
    this.stopped = problem;
    this.on.status(this.queue.length > 0 ? "unsaved" : "saved");
    this.on.stuck(problem);
  }

  // After a person looked at what others saved meanwhile.
  resume(revision) {
    this.revision = revision;
    this.stopped = null;
    return this.run();
  }

  async change(what) {
    await this.run();
    if (this.stopped || this.queue.length > 0) return null;
    try {
      const result = await call("POST", `${this.path}/review/${what}`, { headers: this.headers() });
      if (result?.revision) this.revision = result.revision;
      return { done: true, ...result };
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (["REVISION_STALE", "LEASE_LOST"].includes(problem.code)) this.stop(problem);
      return { done: false, problem };
    }
  }

  end() {
    clearInterval(this.pulse);
  }
}

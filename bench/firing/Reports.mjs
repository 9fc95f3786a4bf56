import { request } from "node:http";
import { join } from "node:path";
import { ask } from "../observing.mjs";

/** How many runs of a check are kept. */
const keptRuns = 100;

/** The result of a report to a check: taken, refused, or unknown because the daemon died before it answered. */
const send = (socketPath, path) =>
  new Promise((resolve) => {
    const asked = request({ socketPath, path, method: "POST" }, (answer) => {
      answer.resume();
      answer.on("error", () => resolve("unknown"));
      answer.on("end", () => resolve(answer.statusCode === 200 ? "taken" : "refused"));
    });
    asked.on("error", ({ code }) =>
      resolve(code === "ENOENT" || code === "ECONNREFUSED" ? "no daemon" : "unknown"),
    );
    asked.end();
  });

/** Reports to checks each second, and the account of what became of them. */
export class Reports {
  #home;
  #checks = new Map();
  #sending = new Set();
  #timer;

  constructor(home) {
    this.#home = home;
  }

  /** Make the ping addresses of these checks. */
  async open(checks) {
    for (const check of checks) {
      const { ping_path } = await ask(this.#home, `/checks/${check}/key`, {});
      this.#checks.set(check, { path: ping_path, taken: 0, refused: 0, unknown: 0, "no daemon": 0 });
    }
  }

  begin() {
    this.#timer = setInterval(() => {
      for (const check of this.#checks.values()) this.#report(check);
    }, 1_000);
  }

  #report(check) {
    const sending = send(join(this.#home, "sentinel.sock"), check.path).then((end) => {
      check[end] += 1;
      this.#sending.delete(sending);
    });
    this.#sending.add(sending);
  }

  async end() {
    clearInterval(this.#timer);
    await Promise.all(this.#sending);
  }

  /** Each report that was taken is a run of its check, and nothing else is. */
  async wrong() {
    const wrongs = [];
    for (const [check, { taken, unknown }] of this.#checks) {
      const { runs } = await ask(this.#home, `/checks/${check}`);
      const [least, most] = [taken, taken + unknown].map((reports) => Math.min(reports, keptRuns));
      if (runs.length < least || runs.length > most)
        wrongs.push(`${check}: ${runs.length} runs of ${taken} reports (${unknown} more unknown)`);
    }
    return wrongs;
  }

  get told() {
    const sum = (end) => [...this.#checks.values()].reduce((total, check) => total + check[end], 0);
    return `reports of checks: ${["taken", "refused", "no daemon", "unknown"].map((end) => `${sum(end)} ${end}`).join(", ")}`;
  }
}

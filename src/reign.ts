import type { DaemonControl } from "../api/routes/daemon.ts";
import type { HomeClaim } from "./adapters/node/home.ts";
import type { FileProblem } from "./domain/TreeFile.ts";
import { awaitSuccessor } from "./handOver.ts";

/** How a daemon stops its tree. */
type How = Parameters<DaemonControl["leave"]>[0];

/** A daemon that is up: how to make it leave, and when it has left. */
export interface Daemon {
  readonly leave: (how: How, by: string) => void;
  /** Null; or why it could not go on, though nobody had asked it to leave. */
  readonly left: Promise<string | null>;
}

/** The tree and its API, wired, for as long as this process has the home. */
export interface Rule {
  /** Stop the tree; succeeds when it is down. */
  readonly stop: (how: How, by: string) => Promise<void>;
  /** Why the tree is not as its file says; null where it is. */
  readonly problem: () => Promise<FileProblem | null>;
  /** Let go of everything, and of the home last; what runs is left to another daemon, or nothing does. */
  readonly end: (of: "nothing" | "what runs") => Promise<void>;
}

/** Its first time; or again after a hand-over that has come to nothing, and what it knew of its file before. */
export type Term =
  | { readonly kind: "first" }
  | { readonly kind: "again"; readonly problem: FileProblem | null };

/** Has everything wired; or says why not. */
type Compose = (claim: HomeClaim, control: DaemonControl, term: Term) => Promise<Rule | string>;

/** A daemon's time over a home. It may be asked to make room for another daemon, and comes back if that fails. */
export class Reign implements Daemon {
  readonly left: Promise<string | null>;
  readonly #home: string;
  readonly #compose: Compose;
  #rule: Rule | null = null;
  #finish: (why: string | null) => void = () => undefined;

  constructor(home: string, compose: Compose) {
    this.#home = home;
    this.#compose = compose;
    this.left = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Rule, from now on: null. Or why not. */
  async begin(claim: HomeClaim, term: Term): Promise<string | null> {
    const control: DaemonControl = {
      leave: (how, by) => this.leave(how, by),
      makeRoom: () => void this.#makeRoom(),
    };
    const rule = await this.#compose(claim, control, term);
    if (typeof rule === "string") return rule;
    this.#rule = rule;
    return null;
  }

  leave(how: How, by: string): void {
    void this.#rule?.stop(how, by).then(() => this.#rule?.end("nothing").then(() => this.#finish(null)));
    // Between two reigns there is nothing to stop: the tree is in other hands.
    if (this.#rule === null) this.#finish(null);
  }

  async #makeRoom(): Promise<void> {
    const rule = this.#rule;
    this.#rule = null;
    const problem = (await rule?.problem()) ?? null;
    await rule?.end("what runs");
    const claim = await awaitSuccessor(this.#home);
    if (claim === null) return this.#finish(null);
    const refused = await this.begin(claim, { kind: "again", problem });
    if (refused !== null) this.#finish(`nobody took over, and the tree can't be taken up again: ${refused}`);
  }
}

import type { DaemonControl } from "../api/routes/daemon.ts";
import type { HomeClaim } from "./adapters/node/home.ts";
import { awaitSuccessor } from "./handOver.ts";

/** How a daemon stops its tree. */
type How = Parameters<DaemonControl["leave"]>[0];

/** A daemon that is up: how to make it leave, and when it has left. */
export interface Daemon {
  readonly leave: (how: How, by: string) => void;
  readonly left: Promise<void>;
}

/** The tree and its API, wired, for as long as this process has the home. */
export interface Rule {
  /** Stop the tree; succeeds when it is down. */
  readonly stop: (how: How, by: string) => Promise<void>;
  /** Let go of everything, and of the home last. */
  readonly end: () => Promise<void>;
}

/** A daemon's time over a home. It may be asked to make room for another daemon, and comes back if that fails. */
export class Reign implements Daemon {
  readonly left: Promise<void>;
  readonly #home: string;
  readonly #compose: (claim: HomeClaim, control: DaemonControl) => Promise<Rule>;
  #rule: Rule | null = null;
  #finish: () => void = () => undefined;

  constructor(home: string, compose: (claim: HomeClaim, control: DaemonControl) => Promise<Rule>) {
    this.#home = home;
    this.#compose = compose;
    this.left = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Rule, from now on. */
  async begin(claim: HomeClaim): Promise<void> {
    const control: DaemonControl = {
      leave: (how, by) => this.leave(how, by),
      makeRoom: () => void this.#makeRoom(),
    };
    this.#rule = await this.#compose(claim, control);
  }

  leave(how: How, by: string): void {
    void this.#rule?.stop(how, by).then(() => this.#rule?.end().then(this.#finish));
    // Between two reigns there is nothing to stop: the tree is in other hands.
    if (this.#rule === null) this.#finish();
  }

  async #makeRoom(): Promise<void> {
    const rule = this.#rule;
    this.#rule = null;
    await rule?.end();
    const claim = await awaitSuccessor(this.#home);
    if (claim === null) this.#finish();
    else await this.begin(claim);
  }
}

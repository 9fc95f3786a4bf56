import { Duration, Effect, type Fiber, Runtime } from "effect";
import type { Decision } from "../../src/policy/job/decisions.ts";
import type { JobEvent } from "../../src/policy/job/events.ts";
import type { Ledger } from "../../src/ports/store/Ledger.ts";
import type { Wiring } from "../node/wiring.ts";
import type { JobEngine } from "./JobEngine.ts";

/** The longest sleep of the timer: what the clocks did meanwhile is noticed at its end at the latest. */
const longestSleepMs = 30_000;

interface Around {
  readonly engine: JobEngine;
  readonly wiring: () => Wiring;
  readonly ledger: typeof Ledger.Service;
  /** Decides about an event. */
  readonly tell: (event: JobEvent) => ReadonlyArray<Decision>;
}

/** The one timer of all jobs: it has decided what is due as time passes. */
export class JobTimer {
  readonly #around: Around;
  #sleep: Fiber.RuntimeFiber<void> | null = null;
  #isToBeSet = false;

  constructor(around: Around) {
    this.#around = around;
  }

  /** Set it for what is due next: once for all that is decided in one turn of the event loop, such as at the start of a tree. */
  set(): void {
    if (this.#isToBeSet) return;
    this.#isToBeSet = true;
    queueMicrotask(() => {
      this.#isToBeSet = false;
      this.#arm();
    });
  }

  #arm(): void {
    const { engine, wiring } = this.#around;
    this.#sleep?.unsafeInterruptAsFork(this.#sleep.id());
    const inMs = engine.untilDue();
    this.#sleep =
      inMs === null
        ? null
        : Runtime.runFork(wiring().runtime)(
            // At least a millisecond: what else happens at this moment comes first.
            Effect.sleep(Duration.millis(Math.min(Math.max(1, inMs), longestSleepMs))).pipe(
              Effect.andThen(this.#pass),
            ),
          );
  }

  /** Look at the clocks now: what a sleep or a clock step has passed over is decided. */
  readonly lookAtClocks = Effect.suspend(() => this.#noticeJump());

  /** Time has passed. What follows from one event is delivered before the next, so that a run that is gone has gone. */
  readonly #pass = Effect.suspend(() => this.#noticeJump()).pipe(
    Effect.andThen(Effect.suspend(() => this.#delivered())),
    Effect.andThen(
      Effect.suspend(() => {
        const due = this.#around.engine.due();
        const next: Effect.Effect<void> = Effect.suspend(() => {
          const { done, value } = due.next();
          if (done) return Effect.void;
          if (value.type === "instants") this.#around.wiring().crashPoint("job.due");
          const decisions = this.#around.tell(value);
          const asks = decisions.some(({ kind }) => kind === "stop" || kind === "kill");
          return asks ? Effect.zipRight(this.#delivered(), next) : next;
        });
        return next;
      }),
    ),
    Effect.andThen(Effect.sync(() => this.set())),
  );

  #delivered(): Effect.Effect<void> {
    const all = Effect.async<void>((resume) =>
      this.#around.wiring().mailbox.afterDelivery(() => resume(Effect.void)),
    );
    return Effect.zipRight(Effect.repeatN(Effect.zipRight(Effect.yieldNow(), all), 2), all);
  }

  #noticeJump(): Effect.Effect<void> {
    const { engine, ledger } = this.#around;
    const jump = engine.jump();
    if (jump.kind === "none") return Effect.void;
    if (jump.kind === "asleep")
      return Effect.sync(() => {
        this.#tell({ type: "back", from: "asleep", since: jump.since, ended: [] });
      });
    const { wall } = engine.now;
    const ahead =
      wall < jump.from ? ledger.ahead(wall).pipe(Effect.orElseSucceed(() => [])) : Effect.succeed([]);
    return Effect.map(ahead, (rows) => {
      this.#tell({ type: "clock_set", from: jump.from, ahead: rows });
    });
  }

  #tell(event: JobEvent): void {
    this.#around.tell(event);
    this.set();
  }
}

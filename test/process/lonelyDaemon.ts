import { Effect } from "effect";
import type { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import { ProcessSpawner, type RunningProcess } from "../../src/ports/machine/ProcessSpawner.ts";
import { serviceOf, spawnerLayer } from "./world.ts";

/** A child that it starts: a fixture program, and what else its service is. */
export interface LonelyChild {
  readonly argv: readonly [string, ...ReadonlyArray<string>];
  readonly rest?: Partial<ServiceSpec>;
  /** Go on when it exists, or only when it is ready. */
  readonly until?: "exists" | "ready";
}

/**
 * A daemon to be killed: takes up what is left, or starts what it is told to, says so, and waits. Arguments:
 * home, and the children as JSON, which become `child-0`, `child-1` ... None: it takes up.
 */
const [home = "", told = "[]"] = process.argv.slice(2);
const children: ReadonlyArray<LonelyChild> = JSON.parse(told);

const started = Effect.gen(function* () {
  const spawner = yield* ProcessSpawner;
  return yield* Effect.forEach(children, ({ argv, rest, until }, index) =>
    Effect.tap(
      spawner.spawn({ path: `child-${index}`, run: 7, spec: serviceOf(argv, rest) }),
      ({ ready }): Effect.Effect<void> => (until === "ready" ? ready : Effect.void),
    ),
  );
});

const takenUp = Effect.gen(function* () {
  const spawner = yield* ProcessSpawner;
  const { runs } = yield* spawner.left;
  return yield* Effect.forEach(runs, (run) => spawner.adopt(run, run.spec));
});

const run = Effect.gen(function* () {
  const processes: ReadonlyArray<RunningProcess> = yield* children.length > 0 ? started : takenUp;
  process.stdout.write(`${processes.map(({ pid }) => pid).join(" ")}\n`);
  yield* Effect.forEach(processes, ({ end }) => end);
  yield* Effect.never;
});

setInterval(() => undefined, 60_000);
void Effect.runPromise(Effect.provide(run, spawnerLayer(home)));

import { Effect } from "effect";
import { layer } from "../../src/adapters/node/LogStore.ts";
import { LogStore } from "../../src/ports/LogStore.ts";

/**
 * A daemon to be killed: looks after a run's output, and kills itself the moment it comes to a step for the
 * n-th time. Arguments: home, path, run, step, n.
 */
const [home = "", path = "", run = "", fatal = "", times = ""] = process.argv.slice(2);

let left = Number(times);
const step = (reached: string): void => {
  if (reached === fatal) left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
};

const record = Effect.gen(function* () {
  const store = yield* LogStore;
  yield* store.track({ path, run: Number(run) });
  yield* Effect.never;
});

setInterval(() => undefined, 60_000);
void Effect.runPromise(Effect.provide(record, layer({ home, step })));

import { Effect, Layer } from "effect";
import { layer } from "../../src/adapters/node/LogStore.ts";
import { CrashPoints } from "../../src/ports/home/CrashPoints.ts";
import { LogStore } from "../../src/ports/store/LogStore.ts";

/**
 * A daemon to be killed: looks after a run's output, and kills itself the moment it comes to a step for the
 * n-th time. Arguments: home, path, run, step, n, how many archives are kept, how space is given back, and the
 * process group of the run.
 */
const [home = "", path = "", run = "", fatal = "", times = "", files = "", space = "", group = ""] =
  process.argv.slice(2);

let left = Number(times);
const crashPoint = (passed: string): void => {
  if (passed === fatal) left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
};

const record = Effect.gen(function* () {
  const store = yield* LogStore;
  // Small files, so that there is always something to archive and to remove.
  const limits = { maxSize: 10_000, maxAgeMs: null, maxFiles: Number(files), maxTotal: 1e9 };
  const signal = (name: "SIGSTOP" | "SIGCONT") => Effect.sync(() => process.kill(-Number(group), name));
  yield* store.track({ path, run: Number(run), limits, signal });
  yield* Effect.never;
});

setInterval(() => undefined, 60_000);
const store = layer({ home, space: space === "freeze" ? "freeze" : "punch" });
void Effect.runPromise(Effect.provide(record, Layer.provide(store, Layer.succeed(CrashPoints, crashPoint))));

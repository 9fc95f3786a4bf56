import { Effect } from "effect";
import { layer } from "../../src/adapters/node/ProcessSpawner.ts";
import { ProcessSpawner } from "../../src/ports/ProcessSpawner.ts";
import { serviceOf } from "./world.ts";

/**
 * A daemon to be killed: starts what it is told to, says so, and waits. Arguments: home, then the
 * fixture programs, which become the children `child-0`, `child-1` ...
 */
const [home = "", ...names] = process.argv.slice(2);

const run = Effect.gen(function* () {
  const spawner = yield* ProcessSpawner;
  const started = yield* Effect.forEach(names, (name, index) =>
    spawner.spawn({ path: `child-${index}`, run: 7, spec: serviceOf([name, "files"]) }),
  );
  process.stdout.write(`${started.map(({ pid }) => pid).join(" ")}\n`);
  yield* Effect.forEach(started, ({ end }) => end);
  yield* Effect.never;
});

setInterval(() => undefined, 60_000);
void Effect.runPromise(Effect.provide(run, layer({ home })));

import { closeSync, openSync } from "node:fs";
import { Effect } from "effect";
import { layer } from "../../src/adapters/node/VitalSigns.ts";
import { VitalSigns } from "../../src/ports/VitalSigns.ts";

const taken: Array<number> = [];

/** Open files until the system says that there may be no more. */
const takeAll = (): void => {
  try {
    for (;;) taken.push(openSync("/dev/null", "r"));
  } catch {
    // That was the last one.
  }
};

const said = await Effect.gen(function* () {
  const { read } = yield* VitalSigns;
  const before = (yield* read).descriptors;
  takeAll();
  const { descriptors } = yield* read;
  return { before, descriptors };
}).pipe(Effect.provide(layer({ home: "/" })), Effect.runPromise);
for (const descriptor of taken) closeSync(descriptor);
process.stdout.write(JSON.stringify(said));

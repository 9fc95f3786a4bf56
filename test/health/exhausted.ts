import { closeSync, openSync } from "node:fs";
import { Effect } from "effect";
import { layer } from "../../src/adapters/node/usage/OwnProcess.ts";
import { OwnProcess } from "../../src/ports/machine/OwnProcess.ts";

const opened: Array<number> = [];

/** Opens files until no descriptor is left. */
const openAll = (): void => {
  try {
    for (;;) opened.push(openSync("/dev/null", "r"));
  } catch {
    // No descriptor is left.
  }
};

const result = await Effect.gen(function* () {
  const { read } = yield* OwnProcess;
  const before = (yield* read).descriptors;
  openAll();
  const { descriptors } = yield* read;
  return { before, descriptors };
}).pipe(Effect.provide(layer({ home: "/" })), Effect.runPromise);
for (const descriptor of opened) closeSync(descriptor);
process.stdout.write(JSON.stringify(result));

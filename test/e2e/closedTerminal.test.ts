import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isAlive, makePlace, type Place } from "./sentinel.ts";

const program = join(import.meta.dirname, "../../dist/sentinel.js");
const script = join(import.meta.dirname, "../fixtures/closesTerminal.py");

let place: Place;
beforeEach(() => {
  place = makePlace(`version: 1
name: shop
children:
  slow:
    command: |
      trap 'echo > asked; sleep 0.5; echo in order > ended; exit 0' TERM
      echo $$ > begun
      while :; do sleep 0.05; done
`);
});
afterEach(() => place.leave());

/** `sentinel` on a terminal that is closed when the child runs. */
const onClosedTerminal = async (...args: ReadonlyArray<string>): Promise<string> => {
  const [begun = "", asked = ""] = ["begun", "asked"].map((name) => join(place.folder, name));
  const { stdout } = await promisify(execFile)(
    "python3",
    [script, begun, asked, process.execPath, program, ...args],
    {
      cwd: place.folder,
      env: { ...process.env, SENTINEL_HOME: place.home },
    },
  );
  return stdout.trim();
};

// R13. Cause: Node sets its terminal back when it exits, and aborts where there is none any more. And the second SIGHUP, which
// a shell sends to its jobs when its window is closed, was taken for impatience.
it("up stops the tree in order when its terminal is closed, and exits with a code", async () => {
  expect(await onClosedTerminal("up")).toBe("exit code 129");
  expect(readFileSync(join(place.folder, "ended"), "utf8")).toBe("in order\n");
  expect(isAlive(Number(readFileSync(join(place.folder, "begun"), "utf8")))).toBe(false);
});

it("so does up without a view", async () => {
  expect(await onClosedTerminal("up", "--json")).toBe("exit code 129");
  expect(existsSync(join(place.folder, "ended"))).toBe(true);
});

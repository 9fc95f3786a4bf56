import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { steps } from "../../src/adapters/node/output/steps.ts";
import type { LogLine } from "../../src/ports/LogStore.ts";
import { inPlace, upTo } from "./place.ts";

let folder = "";
const script = (): string => join(folder, "recorder.mjs");
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-recorder-"));
  buildSync({
    entryPoints: [fileURLToPath(new URL("./recorder.ts", import.meta.url))],
    outfile: script(),
    bundle: true,
    platform: "node",
    format: "esm",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = { path: "web/api", run: 1 };

/** Numbers on both streams, a burst at a time, until told to stop. */
const printsUntil = (stop: string): string => `
i=0
while [ ! -e ${stop} ]; do
  i=$((i+1)); echo $i; echo $i >&2
  [ $((i % 100)) = 0 ] && sleep 0.01
done`;

const numbersIn = (lines: ReadonlyArray<LogLine>, stream: LogLine["stream"]): ReadonlyArray<number> =>
  lines.filter((line) => line.stream === stream).map(({ text }) => Number(text));

describe("a daemon that is killed with -9", () => {
  for (const step of steps) {
    it(`at "${step}" loses no line, doubles none and changes no number`, () =>
      inPlace(async ({ home, make, program, open }) => {
        make(run);
        const stop = join(home, "stop");
        const { end } = program(run, printsUntil(stop));
        const seen = new Map<number, string>();
        for (const times of [1, 2, 5]) {
          const daemon = spawn(process.execPath, [script(), home, run.path, "1", step, String(times)], {
            stdio: "inherit",
          });
          expect(await once(daemon, "exit")).toEqual([null, "SIGKILL"]);
          const onlooker = await open();
          const lines = await onlooker.read({ within: [run.path] });
          await onlooker.close();
          for (const { seq, stream, text } of lines) {
            expect(seen.get(seq) ?? `${stream} ${text}`).toBe(`${stream} ${text}`);
            seen.set(seq, `${stream} ${text}`);
          }
        }
        writeFileSync(stop, "");
        await end;
        const last = await open();
        await last.track(run);
        const { lines: count, complete } = await last.drained(run);
        expect(complete).toBe(true);
        const lines = await last.read();
        expect(lines.map(({ seq }) => seq)).toEqual(upTo(count));
        for (const [seq, what] of seen)
          expect(`${lines[seq - 1]?.stream} ${lines[seq - 1]?.text}`).toBe(what);
        expect(numbersIn(lines, "stdout")).toEqual(upTo(count / 2));
        expect(numbersIn(lines, "stderr")).toEqual(upTo(count / 2));
      }));
  }
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { LogLine } from "../../src/domain/LogLine.ts";
import { freezePoints, type OutputPoint, outputPoints } from "../../src/ports/home/CrashPoints.ts";
import { inPlace, type Place, upTo } from "./place.ts";

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

const padding = "x".repeat(60);

/** Numbers on both streams, a burst at a time, until told to stop. */
const printsUntil = (stop: string): string => `
i=0
while [ ! -e ${stop} ]; do
  i=$((i+1)); echo $i ${padding}; echo $i ${padding} >&2
  [ $((i % 50)) = 0 ] && sleep 0.02
done`;

const numbersIn = (lines: ReadonlyArray<LogLine>, stream: LogLine["stream"]): ReadonlyArray<number> =>
  lines.filter((line) => line.stream === stream).map(({ text }) => Number.parseInt(text, 10));

/** What all that daemons and onlookers said of a line: its stream and text, by its number. */
type Seen = Map<number, string>;

const compare = (lines: ReadonlyArray<LogLine>, seen: Seen): void => {
  for (const { seq, stream, text } of lines) {
    expect(seen.get(seq) ?? `${stream} ${text}`).toBe(`${stream} ${text}`);
    seen.set(seq, `${stream} ${text}`);
  }
};

const freezing: ReadonlyArray<OutputPoint> = freezePoints;

/** Daemons that are killed at a crash point while a program prints; then one that is not: all lines that it finds. */
const afterKills = async (point: OutputPoint, files: number, { home, make, program, open }: Place) => {
  make(run);
  const stop = join(home, "stop");
  const { end, group } = program(run, printsUntil(stop));
  const space = freezing.includes(point) ? "freeze" : "punch";
  const seen: Seen = new Map();
  for (const times of [1, 2, 5]) {
    const words = [script(), home, run.path, "1", point, String(times), String(files), space, String(group)];
    const daemon = spawn(process.execPath, words, { stdio: "inherit" });
    onTestFinished(() => {
      daemon.kill("SIGKILL");
    });
    expect(await once(daemon, "exit")).toEqual([null, "SIGKILL"]);
    const onlooker = await open();
    compare(await onlooker.read({ within: [run.path] }), seen);
    await onlooker.close();
  }
  writeFileSync(stop, "");
  const last = await open({ space });
  await last.track(run, { maxSize: 10_000, maxFiles: files }, group);
  await end;
  const { complete } = await last.drained(run);
  expect(complete).toBe(true);
  const lines = await last.read();
  compare(lines, seen);
  return { lines, last };
};

const removing: ReadonlyArray<OutputPoint> = ["output.forgotten", "output.removed"];

describe("a daemon that is killed with -9", () => {
  for (const point of [...outputPoints, ...freezePoints].filter((each) => !removing.includes(each))) {
    it(`at "${point}" loses no line, doubles none and changes no number`, () =>
      inPlace(async (place) => {
        const { lines } = await afterKills(point, 1_000_000, place);
        expect(lines.map(({ seq }) => seq)).toEqual(upTo(lines.length));
        expect(numbersIn(lines, "stdout")).toEqual(upTo(lines.length / 2));
        expect(numbersIn(lines, "stderr")).toEqual(upTo(lines.length / 2));
      }));
  }

  for (const point of removing) {
    it(`at "${point}" leaves the newest lines, all of them, and what is too much is removed`, () =>
      inPlace(async (place) => {
        const { last } = await afterKills(point, 3, place);
        const folder = join(place.home, "output", "web+api", "1");
        const archives = (): ReadonlyArray<string> =>
          readdirSync(folder).filter((name) => /^(out|err)\..*gz$/.test(name));
        await vi.waitFor(() => expect(archives().length).toBeLessThanOrEqual(3), { timeout: 20_000 });
        await vi.waitFor(async () => {
          const lines = await last.read();
          for (const stream of ["stdout", "stderr"] as const) {
            const numbers = numbersIn(lines, stream);
            expect(numbers.length).toBeGreaterThan(0);
            expect(numbers.at(-1)).toBe(
              lines.filter((line) => line.stream === stream).length + (numbers[0] ?? 0) - 1,
            );
          }
        });
      }));
  }
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { LogLine } from "../../src/domain/LogLine.ts";
import { eventually, makePlace } from "../e2e/sentinel.ts";
import { upTo } from "./place.ts";

const program = join(import.meta.dirname, "../../dist/sentinel.js");
const children = ["one", "two", "three", "four"];
const kills = 4;
const waitLong = { timeout: 30_000, interval: 20 };

/** Prints three numbers on each stream that go on from run to run, and ends; when told to stop, it stays. */
const life = `
[ -e stop ] && exec sleep 1000
i=$(cat "$0" 2>/dev/null || echo 0); last=$((i+3))
while [ $i -lt $last ]; do i=$((i+1)); echo "$i"; echo "$i" >&2; done
echo $i > "$0"`;

const yaml = `
version: 1
name: short
intensity: 1000000
period: 1s
defaults: { min_uptime: 0, backoff: none, logs: { max_files: 1000000 } }
children:
${children.map((name) => `  ${name}: { command: [sh, -c, ${JSON.stringify(life)}, ${name}] }`).join("\n")}
`;

describe("short runs under a daemon that is killed repeatedly", () => {
  it("lose and duplicate no line", async () => {
    const { folder, home, sentinel, leave } = makePlace(yaml);
    onTestFinished(leave);
    mkdirSync(home, { mode: 0o700 });
    const begin = () => {
      const daemon = spawn(process.execPath, [program, "daemon", "--home", home], {
        cwd: folder,
        stdio: "ignore",
      });
      onTestFinished(() => void daemon.kill("SIGKILL"));
      return daemon;
    };
    const numberOf = (name: string): number => {
      try {
        return Number(readFileSync(join(folder, name), "latin1"));
      } catch {
        return 0;
      }
    };
    for (let kill = 1; kill <= kills; kill += 1) {
      const before = children.map(numberOf);
      const daemon = begin();
      // Some runs in: each has three more than the one before.
      const goesOn = (name: string, index: number) => numberOf(name) >= (before[index] ?? 0) + 6 + 3 * kill;
      await eventually("every child has ended more than once", () => children.every(goesOn));
      daemon.kill("SIGKILL");
      await once(daemon, "exit");
    }
    writeFileSync(join(folder, "stop"), "");
    begin();
    await eventually("there is a daemon", async () => (await sentinel("status")).code === 0);
    for (const name of children)
      await vi.waitFor(async () => {
        const { out } = await sentinel("logs", name, "-n", "1000000", "--json");
        const lines = out
          .split("\n")
          .slice(0, -1)
          .map((line) => JSON.parse(line) as LogLine);
        for (const stream of ["stdout", "stderr"]) {
          const told = lines.filter((line) => line.stream === stream);
          // In the order of the runs: what was recorded late has a late number.
          const inOrder = told.toSorted((a, b) => a.run - b.run || a.seq - b.seq);
          expect(inOrder.map(({ text }) => Number(text))).toEqual(upTo(numberOf(name)));
        }
        expect(lines.map(({ seq }) => seq)).toEqual(upTo(lines.length));
      }, waitLong);
  });
});

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LogLine } from "../../src/domain/LogLine.ts";
import { counting, makePlace, type Place } from "../e2e/sentinel.ts";
import { upTo } from "./place.ts";

const waitLong = { timeout: 20_000, interval: 20 };

/** What a command printed, as lines. */
const linesOf = (out: string): ReadonlyArray<string> => out.split("\n").slice(0, -1);

let place: Place;
beforeAll(async () => {
  place = makePlace(`
version: 1
name: shop
children:
  counter: { command: [sh, -c, "seq 3000; echo problem >&2; exec sleep 1000"] }
  web:
    children:
      talker: { command: [sh, -c, "echo hello; exec sleep 1000"] }
`);
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
});
afterAll(() => place.leave());

describe("sentinel logs", () => {
  it("shows the newest 20 lines of each child, with their child", async () => {
    const lines = linesOf((await place.sentinel("logs")).out);
    expect(lines).toContain("web/talker | hello");
    expect(lines).toContain("counter | problem");
    expect(lines.filter((line) => line.startsWith("counter | "))).toHaveLength(20);
  });

  it("shows the lines of a single child unchanged", async () => {
    expect((await place.sentinel("logs", "talker")).out).toBe("hello\n");
    expect(linesOf((await place.sentinel("logs", "web")).out)).toEqual(["web/talker | hello"]);
  });

  it("searches, selects and counts", async () => {
    expect((await place.sentinel("logs", "counter", "--grep", "^29+$")).out).toBe("29\n299\n2999\n");
    expect((await place.sentinel("logs", "counter", "--grep", "^29+$", "-n", "1")).out).toBe("2999\n");
    expect((await place.sentinel("logs", "counter", "--stream", "stderr")).out).toBe("problem\n");
    expect(await place.sentinel("logs", "counter", "--run", "7")).toEqual({
      ...{ code: 1, out: "" },
      err: "sentinel: no output of run 7 is kept; there is output of counter run 1\n",
    });
    expect(await place.sentinel("logs", "counter", "--run", "1", "--grep", "x")).toMatchObject({
      code: 0,
      out: "",
    });
    expect(
      linesOf((await place.sentinel("logs", "talk*", "counter", "web/*", "-n", "1")).out).toSorted(),
    ).toEqual(["counter | problem", "web/talker | hello"]);
    expect((await place.sentinel("logs", "counter", "--until", "2001-01-01")).out).toBe("");
    expect(linesOf((await place.sentinel("logs", "counter", "--since", "1h")).out)).toHaveLength(3_001);
  });

  it("numbers the lines in JSON", async () => {
    const { out } = await place.sentinel("logs", "counter", "-n", "5000", "--json");
    const lines = linesOf(out).map((line) => JSON.parse(line) as LogLine);
    expect(lines.map(({ seq }) => seq)).toEqual(upTo(3_001));
    expect(lines[0]).toMatchObject({ path: "counter", run: 1, stream: "stdout", text: "1" });
  });

  it("follows", async () => {
    const following = place.stay("logs", "-f", "-n", "1");
    await vi.waitFor(() => expect(following.out()).toContain("web/talker | hello"), waitLong);
    await place.sentinel("restart", "talker");
    await vi.waitFor(() => expect(following.out().match(/talker \| hello/g)).toHaveLength(2), waitLong);
    following.process.kill();
  });

  it("reports invalid arguments", async () => {
    for (const [args, problem] of [
      [["--grep", "("], "Unterminated group"],
      [["--since", "yesterday"], "--since takes a time"],
      [["--stream", "both"], 'stream is stdout or stderr, not "both"'],
      [["-n", "few"], "-n takes a whole number"],
    ] as const) {
      const { code, err } = await place.sentinel("logs", ...args);
      expect(err).toContain(problem);
      expect(code).toBe(2);
    }
    expect((await place.sentinel("logs", "nobody")).code).toBe(4);
    expect((await place.sentinel("logs", "counter", "--grep", "^(0|1)+(0|1)+2$")).code).toBe(0);
  });
});

describe("sentinel logs after kill -9 of the daemon", () => {
  it("has every line once, in the next daemon, under one numbering", async () => {
    const mine = makePlace(`
version: 1
name: shop
children:
  counter: { command: ${counting(0.01)}, min_uptime: 100ms }
`);
    try {
      const counted = async (): Promise<ReadonlyArray<LogLine>> => {
        const { out } = await mine.sentinel("logs", "counter", "-n", "1000000", "--json");
        return linesOf(out).map((line) => JSON.parse(line) as LogLine);
      };
      for (const round of upTo(3)) {
        expect((await mine.sentinel("up", "--detach")).code).toBe(0);
        await vi.waitFor(async () => expect((await counted()).length).toBeGreaterThan(round * 50), waitLong);
        process.kill((await mine.status()).daemon.pid, "SIGKILL");
      }
      expect((await mine.sentinel("up", "--detach")).code).toBe(0);
      const lines = await counted();
      expect(lines.map(({ seq }) => seq)).toEqual(upTo(lines.length));
      expect(lines.map(({ text }) => Number(text))).toEqual(upTo(lines.length));
      expect(new Set(lines.map(({ run }) => run)).size).toBe(1);
    } finally {
      await mine.leave();
    }
  });
});

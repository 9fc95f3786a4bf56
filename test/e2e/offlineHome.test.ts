// F9: without a daemon `logs`, `events` and `config history` answered only that none runs, which is when they are wanted.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { LogLine } from "../../src/domain/LogLine.ts";
import { counting, eventually, makePlace, type Place } from "./sentinel.ts";

const tree = `
version: 1
name: shop
defaults: { min_uptime: 100ms, stop: { timeout: 3s } }
children:
  db: { command: [sh, -c, "echo db is up; echo problem >&2; exec sleep 1000"] }
  counter: { command: ${counting(0.05)} }
  web:
    children:
      api: { command: [sh, -c, "echo listening; exec sleep 1000"] }
`;

let place: Place;
beforeEach(async () => {
  place = makePlace(tree);
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
});
afterEach(() => place.leave());

const lines = <Item>(out: string): ReadonlyArray<Item> =>
  out
    .split("\n")
    .slice(0, -1)
    .map((line): Item => JSON.parse(line));
const readsLeft = (): string => `sentinel: no daemon is running; reading the records in ${place.home}\n`;
const answers = (questions: ReadonlyArray<string>) =>
  Promise.all(questions.map((words) => place.sentinel(...words.split(" "))));

describe("a home whose tree was stopped", () => {
  it("answers as its daemon did, and reports once on standard error that none is running", async () => {
    await place.sentinel("stop", "counter");
    expect((await place.sentinel("add", "late", "--", "sleep", "1000")).code).toBe(0);
    const questions = [
      "logs --json -n 1000",
      "logs db",
      "logs db web/* --stream stderr",
      "logs counter --grep ^2 -n 2",
      "logs api --until 2001-01-01",
      "logs db --run 9",
      "logs nobody",
      "logs db --grep ((",
      "config history --json",
      "config history",
      "config diff",
      "config diff 9",
    ];
    // On a busy machine what was printed last may still be on its way into the index.
    let earlier = "";
    await eventually("all that was printed is recorded", async () => {
      const { out } = await place.sentinel("logs", "--json", "-n", "1000");
      const isAll = out === earlier && out.includes("listening") && out.includes("problem");
      earlier = out;
      return isAll;
    });
    const before = await answers(questions);
    expect((await place.sentinel("down")).code).toBe(0);
    const after = await answers(questions);
    for (const [index, { code, out, err }] of before.entries())
      expect(after[index], questions[index]).toEqual({ code, out, err: `${readsLeft()}${err}` });
  });

  it("shows its events with their end, in the same words", async () => {
    const [past] = await answers(["events --json -n 1000"]);
    await place.sentinel("down");
    const [all, some, ofApi] = await answers([
      "events --json -n 1000",
      "events --json -n 3",
      "events api nobody --json",
    ]);
    expect(all?.out.startsWith(past?.out ?? "never")).toBe(true);
    expect(lines<JournalEntry>(all?.out ?? "").at(-1)).toMatchObject({ subject: "", to: "stopped" });
    expect(lines<JournalEntry>(some?.out ?? "")).toHaveLength(3);
    expect(ofApi).toMatchObject({ code: 4, err: expect.stringContaining("there is no child nobody") });
    expect(new Set(lines<JournalEntry>(ofApi?.out ?? "").map(({ subject }) => subject))).toEqual(
      new Set(["web/api"]),
    );
  });

  it("shows its runs with their end", async () => {
    const [running] = await answers(["runs db --json"]);
    expect(JSON.parse(running?.out ?? "").items).toMatchObject([{ id: "db@1", outcome: "running" }]);
    await place.sentinel("down");
    const [all, ofApi, nobody] = await answers([
      "runs --json",
      "runs api --outcome stopped,killed --json",
      "runs nobody",
    ]);
    const { items } = JSON.parse(all?.out ?? "");
    expect(items).toHaveLength(3);
    for (const run of items)
      expect(run).toMatchObject({ outcome: "stopped", signal: "SIGTERM", trigger: "start" });
    expect(JSON.parse(ofApi?.out ?? "")).toMatchObject({ items: [{ id: "web/api@1" }], next: null });
    expect(nobody).toMatchObject({ code: 4, err: expect.stringContaining("there is no child nobody") });
  });

  it("is not written to: a daemon that starts in the meantime finds it unchanged", async () => {
    await place.sentinel("down");
    const files = ["format", "sentinel.db", "sentinel.db-told", "output/db/index"];
    const read = () => files.map((file) => readFileSync(join(place.home, file)).toString("base64"));
    const before = read();
    await answers(["logs", "events", "config history"]);
    expect(read()).toEqual(before);
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
  });

  it("lists the commands that work without a daemon when one is needed", async () => {
    await place.sentinel("down");
    for (const words of ["status", "status db counter", "explain db"]) {
      const { code, err } = await place.sentinel(...words.split(" "));
      expect(code).toBe(3);
      expect(err).toContain(
        "`sentinel logs`, `sentinel events`, `sentinel runs`, `sentinel ledger`, `sentinel config history`",
      );
    }
  });
});

describe("a home whose daemon was killed", () => {
  it("shows the output of its children since then", async () => {
    await place.killDaemon();
    const newest = async (): Promise<number> =>
      Number((await place.sentinel("logs", "counter", "-n", "1")).out);
    const first = await newest();
    // Times are exact to a second, in which it prints twenty lines.
    await eventually("it prints on", async () => (await newest()) > first + 30);
    const all = lines<LogLine>((await place.sentinel("logs", "counter", "-n", "100000", "--json")).out);
    expect(all.map(({ text }) => Number(text))).toEqual(all.map((_, index) => index + 1));
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
    expect(all.at(-1)).toHaveProperty("at_earliest");
  });

  it("is followed across daemons, each line once", async () => {
    await place.killDaemon();
    const following = place.stay("logs", "counter", "-f", "-n", "100000", "--json");
    await eventually("it waits", () => following.err().includes("waiting for the next daemon"));
    expect(following.err()).toContain(readsLeft());
    const heardBefore = lines(following.out()).length;
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    await eventually("more is heard", () => lines(following.out()).length > heardBefore + 20);
    expect(following.err()).toContain("continuing with it");
    await place.sentinel("down");
    await eventually("it has ended", () => following.process.exitCode !== null);
    expect(following.process.exitCode).toBe(0);
    const numbers = lines<LogLine>(following.out()).map(({ text }) => Number(text));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

describe("following a stopped home", () => {
  it("waits for the next daemon, and shows its events from the first one", async () => {
    await place.sentinel("down");
    const following = place.stay("events", "-f", "-n", "1", "--json");
    await eventually("it waits", () => following.err().includes("waiting for the next daemon"));
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    await place.sentinel("down");
    await eventually("it has ended", () => following.process.exitCode !== null);
    expect(following.process.exitCode).toBe(0);
    const seqs = lines<JournalEntry>(following.out()).map(({ seq }) => seq);
    expect(seqs.length).toBeGreaterThan(5);
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
  });
});

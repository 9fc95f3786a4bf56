// A backup is what is left when the disk of a machine is gone: it has to be complete, also when it was made while everything
// ran, and restoring it must neither destroy a home nor touch what runs elsewhere on the machine.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { LogLine } from "../../src/domain/LogLine.ts";
import type { RevisionEntry } from "../../src/domain/stored/Revision.ts";
import { Database } from "../sqlite/database.ts";
import { counting, eventually, makePlace, type Place, type Said } from "./sentinel.ts";

const tree = `name: shop
defaults: { min_uptime: 50ms, stop: { timeout: 2s } }
children:
  counter: { command: ${counting(0.01)} }
  db: { command: sleep 1000 }
`;

let place: Place;
afterEach(() => place.leave());

const linesOf = <Line>(text: string): ReadonlyArray<Line> =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

/** What a home has, as the command line prints it. */
const contentOf = async (home: string) => {
  const ask = (...args: ReadonlyArray<string>): Promise<Said> => place.sentinel(...args, "--home", home);
  const history: { readonly revisions: ReadonlyArray<RevisionEntry> } = JSON.parse(
    (await ask("config", "history", "--json")).out,
  );
  return {
    revisions: history.revisions,
    events: linesOf<JournalEntry>((await ask("events", "--json", "-n", "10000")).out),
    lines: linesOf<LogLine>((await ask("logs", "counter", "--json", "-n", "1000000")).out),
  };
};

const backedUp = async (): Promise<string> => {
  const file = join(place.folder, "shop.tar.gz");
  expect(await place.sentinel("backup", file)).toMatchObject({ code: 0, err: "" });
  return file;
};
const restored = (file: string, home: string): Promise<Said> =>
  place.sentinel("restore", file, "--home", home);
const other = (): string => join(place.folder, "other");

const started = async (yaml = tree): Promise<void> => {
  place = makePlace(yaml);
  expect(await place.sentinel("up", "--detach")).toMatchObject({ code: 0 });
};

/** Lines of a program that counts: no number is missing, and none is there twice. */
const expectGapless = (lines: ReadonlyArray<LogLine>): void => {
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => (lines[0]?.seq ?? 0) + index));
  for (const run of new Set(lines.map((line) => line.run))) {
    const ofRun = lines.filter((line) => line.run === run);
    const first = Number(ofRun[0]?.text);
    expect(
      ofRun.map(({ text }) => Number(text)),
      `run ${run}`,
    ).toEqual(ofRun.map((_, index) => first + index));
  }
};

describe("a backup of a home in which a daemon runs", () => {
  it("has its revisions, events, accounts and output, and another home goes on from them", async () => {
    await started();
    await place.sentinel("add", "extra", "--", "sleep", "1001");
    await place.sentinel("stop", "db");
    const key: { readonly id: string } = JSON.parse(
      (await place.sentinel("key", "create", "ci", "--role", "viewer", "--json")).out,
    );
    writeFileSync(join(place.home, "settings.yaml"), "retention: { transitions: 400000 }\n");
    const before = await contentOf(place.home);
    const pids = await place.pids();
    const file = await backedUp();

    const said = await restored(file, other());
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toContain(`sentinel up -f FILE --home ${other()}`);
    const after = await contentOf(other());
    expect(after.revisions).toEqual(before.revisions);
    expect(after.events.slice(0, before.events.length)).toEqual(before.events);
    expect(after.lines.slice(0, before.lines.length)).toEqual(before.lines);
    expect(readFileSync(join(other(), "settings.yaml"), "utf8")).toContain("400000");

    expect((await place.sentinel("up", "--detach", "--home", other())).code).toBe(0);
    const status = await place.sentinel("status", "--json", "--home", other());
    const { children }: { readonly children: ReadonlyArray<Readonly<Record<string, unknown>>> } = JSON.parse(
      status.out,
    );
    expect(children).toMatchObject([
      { path: "counter", state: "running", run: 2 },
      { path: "db", state: "stopped" },
      { path: "extra", state: "running", run: 2 },
    ]);
    const keys = await place.sentinel("key", "list", "--json", "--home", other());
    expect(keys.out).toContain(key.id);
    // The same programs run in both homes now: neither daemon takes the other's for its own.
    expect(await place.pids()).toEqual(pids);
    await place.sentinel("down", "--home", other());
    expect(await place.pids()).toEqual(pids);
    expectGapless((await contentOf(other())).lines);
  });

  it("can be read by its owner alone, and so can what is restored", async () => {
    await started();
    const file = await backedUp();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await restored(file, other());
    expect(statSync(other()).mode & 0o777).toBe(0o700);
    for (const name of ["sentinel.db", "tree.json", "output/counter/1/out"])
      expect(statSync(join(other(), name)).mode & 0o077, name).toBe(0);
    expect(readdirSync(place.folder).filter((name) => name.startsWith("shop."))).toEqual(["shop.tar.gz"]);
  });

  it("has archived output, and takes no space for what was given back", async () => {
    await started(`name: shop
children:
  counter:
    command: ["sh", "-c", "seq 1 60000; exec sleep 1000"]
    min_uptime: 50ms
    logs: { max_size: 100kB, max_files: 50 }
`);
    const run = join("output", "counter", "1");
    await eventually("archives were made", () =>
      readdirSync(join(place.home, run)).some((name) => /^out\.\d+-\d+\.gz$/.test(name)),
    );
    await eventually("all lines are recorded", async () => {
      const [newest] = linesOf<LogLine>((await place.sentinel("logs", "counter", "--json", "-n", "1")).out);
      return newest?.text === "60000";
    });
    const file = await backedUp();
    await restored(file, other());
    const { lines } = await contentOf(other());
    expect(lines).toHaveLength(60_000);
    expectGapless(lines);
    const [from, to] = [place.home, other()].map((home) => statSync(join(home, run, "out")));
    expect(to?.size).toBe(from?.size);
    expect(to?.blocks).toBeLessThanOrEqual((from?.blocks ?? 0) + 64);
  });

  it("can be made while a program prints, again and again, without a gap", async () => {
    await started();
    for (let count = 0; count < 3; count += 1) {
      const file = join(place.folder, `${count}.tar.gz`);
      expect((await place.sentinel("backup", file)).code).toBe(0);
      await place.sentinel("restart", "counter");
      const home = join(place.folder, `h${count}`);
      await restored(file, home);
      expectGapless((await contentOf(home)).lines);
    }
  });
});

describe("a backup of a home without a daemon", () => {
  it("is made of a stopped tree, and named for it and the time", async () => {
    await started();
    await place.sentinel("down");
    const before = await contentOf(place.home);
    const said: { readonly file: string } = JSON.parse((await place.sentinel("backup", "--json")).out);
    expect(said.file).toMatch(/\/shop-\d{8}T\d{6}Z\.tar\.gz$/);
    expect((await restored(said.file, other())).code).toBe(0);
    expect(await contentOf(other())).toEqual(before);
  });

  it("is made of one of version 0.1, which is brought up to date when it starts", async () => {
    const fixture = join(import.meta.dirname, "../fixtures/stored/0.1");
    place = makePlace(readFileSync(join(fixture, "home-sentinel.yaml"), "utf8"));
    cpSync(join(fixture, "home"), place.home, { recursive: true });
    const file = await backedUp();
    expect((await restored(file, other())).code).toBe(0);
    const history: { readonly revisions: ReadonlyArray<unknown> } = JSON.parse(
      (await place.sentinel("config", "history", "--json", "--home", other())).out,
    );
    expect(history.revisions).toHaveLength(3);
    await place.sentinel("up", "--detach", "--home", other());
    expect(readFileSync(join(other(), "format"), "utf8")).toBe("2\n");
    expect((await place.sentinel("logs", "talker", "--home", other())).out).toContain("hello");
  });

  it("is refused where nothing is stored, and over a file that is there", async () => {
    place = makePlace(tree);
    expect(await place.sentinel("backup", "none.tar.gz")).toMatchObject({
      code: 1,
      err: expect.stringContaining("there is nothing to back up"),
    });
    await place.sentinel("up", "--detach");
    await place.sentinel("down");
    const file = join(place.folder, "mine.txt");
    writeFileSync(file, "mine");
    expect(await place.sentinel("backup", file)).toMatchObject({
      code: 1,
      err: expect.stringContaining("exists already"),
    });
    expect(readFileSync(file, "utf8")).toBe("mine");
  });
});

describe("a restore", () => {
  it("is refused over a home with a daemon, with children, or with anything in it", async () => {
    await started();
    const file = await backedUp();
    const refused = async (why: string): Promise<void> => {
      const { code, err } = await restored(file, place.home);
      expect(code).toBe(1);
      expect(err).toContain(why);
    };
    const pids = await place.pids();
    await refused("a daemon is running in");
    expect(await place.pids()).toEqual(pids);
    await place.killDaemon();
    await refused("its children still run");
    await place.sentinel("up", "--detach");
    expect(await place.pids()).toEqual(pids);
    await place.sentinel("down");
    await refused("has files in it, and a restore never overwrites");
    renameSync(place.home, `${place.home}.before`);
    expect((await restored(file, place.home)).code).toBe(0);
  });

  it("fills an empty folder, such as a volume, and goes on after one that was killed", async () => {
    await started();
    const file = await backedUp();
    mkdirSync(other());
    mkdirSync(join(other(), ".restoring", "output"), { recursive: true });
    writeFileSync(join(other(), "daemon.lock"), "");
    writeFileSync(join(other(), "format"), "2\n");
    expect(await restored(file, other())).toMatchObject({ code: 0 });
    expect(readdirSync(other())).not.toContain(".restoring");
    expect((await contentOf(other())).revisions).toHaveLength(1);
  });

  it("leaves nothing behind where the backup is incomplete, damaged or something else", async () => {
    await started();
    const file = await backedUp();
    const refused = async (name: string, why: string): Promise<void> => {
      const { code, err } = await restored(name, other());
      expect(code).toBe(1);
      expect(err).toMatch(/^sentinel: [^\n]+\n$/);
      expect(err).toContain(why);
      expect(existsSync(other())).toBe(false);
    };
    const half = join(place.folder, "half.tar.gz");
    cpSync(file, half);
    truncateSync(half, statSync(file).size - 400);
    await refused(half, "is incomplete or damaged");
    const text = join(place.folder, "text.tar.gz");
    writeFileSync(text, "no archive");
    await refused(text, "is not a backup of Sentinel");
    const foreign = join(place.folder, "foreign.tar.gz");
    execFileSync("tar", ["czf", foreign, "-C", place.folder, "sentinel.yaml"]);
    await refused(foreign, "is not a backup of Sentinel");
    await refused(join(place.folder, "none"), "can't be restored");
  });

  it("writes nowhere else than into the home", async () => {
    await started();
    const file = await backedUp();
    const folder = join(place.folder, "unpacked");
    mkdirSync(folder);
    execFileSync("tar", ["xzf", file, "-C", folder, "backup.json"]);
    writeFileSync(join(place.folder, "evil"), "");
    const bad = join(place.folder, "bad.tar.gz");
    execFileSync("tar", ["czPf", bad, "-C", folder, "backup.json", "../evil"]);
    const { code, err } = await restored(bad, other());
    expect(code).toBe(1);
    expect(err).toContain("no part of a home: ../evil");
  });

  it("is refused for what a newer version has made", async () => {
    await started();
    await place.sentinel("down");
    const database = new Database(join(place.home, "sentinel.db"));
    const [known] = database.prepare("PRAGMA user_version").all() as ReadonlyArray<{ user_version: number }>;
    const file = await backedUp();
    const folder = join(place.folder, "unpacked");
    mkdirSync(folder);
    execFileSync("tar", ["xzf", file, "-C", folder]);
    const refused = async (change: () => void, why: string): Promise<void> => {
      change();
      const changed = join(place.folder, `${Math.random()}.tar.gz`);
      const names = readdirSync(folder).filter((name) => name !== "backup.json");
      execFileSync("tar", ["czf", changed, "-C", folder, "backup.json", ...names]);
      const { code, err } = await restored(changed, other());
      expect(code).toBe(1);
      expect(err).toContain("was written by a newer Sentinel");
      expect(err).toContain(why);
      expect(existsSync(other())).toBe(false);
    };
    const label = JSON.parse(readFileSync(join(folder, "backup.json"), "utf8"));
    const relabel = (change: object): void =>
      writeFileSync(join(folder, "backup.json"), JSON.stringify({ ...label, ...change }));
    await refused(() => relabel({ format: 2 }), "(backup format 2, and this one knows 1)");
    await refused(() => relabel({ home_format: 9 }), "(format 9, and this one knows 2)");
    relabel({});
    const newer = new Database(join(folder, "sentinel.db"));
    newer.exec("PRAGMA user_version = 99");
    newer.close();
    database.close();
    await refused(() => undefined, `(database 99, and this one knows ${known?.user_version})`);
  });
});

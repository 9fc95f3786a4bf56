// An upgrade touches no child: what version 0.1 has left is taken up, with every event, revision and line of output, and
// whatever it is killed in the middle of, the next start goes on with it.
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { RevisionEntry } from "../../src/domain/stored/Revision.ts";
import { mergePoints } from "../../src/ports/home/CrashPoints.ts";
import { makePlace, type Pids, type Place } from "../e2e/sentinel.ts";
import { Database } from "../sqlite/database.ts";
import { asVersion01 } from "./asVersion01.ts";

let place: Place;
afterEach(() => place.leave());

const history = async () =>
  (await place.json<{ revisions: ReadonlyArray<RevisionEntry> }>("config", "history")).revisions;
const events = async (): Promise<ReadonlyArray<JournalEntry>> =>
  (await place.sentinel("events", "--json", "-n", "10000")).out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("a home of version 0.1", () => {
  const fixture = join(import.meta.dirname, "../fixtures/stored/0.1");
  const restored = (): void => {
    place = makePlace(readFileSync(join(fixture, "home-sentinel.yaml"), "utf8"));
    cpSync(join(fixture, "home"), place.home, { recursive: true });
    // Its file is somewhere else in a test.
    const revisions = new Database(join(place.home, "revisions.db"));
    revisions.exec("DROP TRIGGER revision_stays");
    revisions.exec(
      `UPDATE revision SET source = '${join(place.folder, "sentinel.yaml")}' WHERE source LIKE '/srv/%'`,
    );
    revisions.close();
  };
  const addresses = [/^sha256:945fe1043cfc/, /^sha256:e2e0ed2dea9c/, /^sha256:8ac59a2cafa3/];
  const isAsItWas = async (): Promise<void> => {
    const revisions = await history();
    expect(revisions.map(({ revision }) => revision)).toEqual(
      addresses.map((one) => expect.stringMatching(one)),
    );
    expect(await place.status()).toMatchObject({
      revision: revisions.at(-1)?.revision,
      file: { problem: null },
    });
    const { children } = await place.status();
    const states = new Map(children.map(({ path, state }) => [path, state]));
    for (const path of ["talker", "pool#1", "pool#2", "pool#3", "group/x", "group/y"])
      expect(states.get(path), path).toBe("running");
    expect(states.get("plain"), "it was stopped by hand").toBe("stopped");
    // The folder that it was added in is not there.
    expect(states.has("extra"), "it was added by hand").toBe(true);
    const told = await events();
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
    expect(told.filter(({ type }) => type === "alarm" || type === "unknown")).toEqual([]);
    expect((await place.sentinel("logs", "talker")).out).toContain("hello");
  };

  it("is read without a daemon", async () => {
    restored();
    expect((await history()).map(({ number }) => number)).toEqual([1, 2, 3]);
    const told = await events();
    expect(told.length).toBeGreaterThan(25);
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
    expect((await place.sentinel("config", "diff", "1", "3")).code).toBe(0);
    expect(readdirSync(place.home)).not.toContain("sentinel.db");
  });

  it("is taken over: the same tree with all commands, and no additional revision", async () => {
    restored();
    await place.sentinel("up", "--detach");
    await isAsItWas();
    expect(readFileSync(join(place.home, "format"), "utf8")).toBe("2\n");
    expect(readdirSync(place.home)).toEqual(
      expect.arrayContaining(["journal.db.before-sentinel.db", "revisions.db.before-sentinel.db"]),
    );
  });

  it.each(mergePoints)("is taken over by the daemon after one that was killed at %s", async (step) => {
    restored();
    await place.dieAt(`${step}:1`);
    await place.sentinel("up", "--detach");
    await isAsItWas();
  });

  it("is then rejected by an older daemon, with the reason", async () => {
    restored();
    writeFileSync(join(place.home, "format"), "3\n");
    const { code, err } = await place.sentinel("up", "--detach");
    expect(code).not.toBe(0);
    expect(err).toContain("was written by a newer Sentinel (format 3, and this one knows 2)");
  });
});

describe("children started by version 0.1", () => {
  const tree = `name: shop
defaults: { min_uptime: 50ms, stop: { timeout: 3s } }
children:
  db: { command: sleep 1000, umask: "027" }
  web: { strategy: rest_for_one, children: { api: { command: sleep 1001, env: { A: "1", B: "2" } } } }
  pool: { command: sleep 1003, replicas: 2 }
`;
  const left = async (): Promise<Pids> => {
    place = makePlace(tree);
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    await place.sentinel("add", "extra", "--", "sleep", "1005");
    const pids = await place.pids();
    await place.killDaemon();
    asVersion01(place.home);
    return pids;
  };

  it("keep their pids across the upgrade", async () => {
    const was = await left();
    expect(Object.keys(was)).toEqual(["db", "web/api", "pool#1", "pool#2", "extra"]);
    expect(await place.sentinel("up", "--detach")).toMatchObject({ code: 0, err: "" });
    expect(await place.pids()).toEqual(was);
    expect(await history()).toHaveLength(2);
  });

  it("are restarted only if their declaration has changed", async () => {
    // What was added by command is not declared in the file that has changed.
    const { extra: _, ...was } = await left();
    place.write(tree.replace('umask: "027"', 'umask: "022"'));
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    const is = await place.pids();
    expect({ ...is, db: 0 }).toEqual({ ...was, db: 0 });
    expect(is.db).not.toBe(was.db);
  });
});

describe("an event of a newer version", () => {
  it("is shown as it was stored, with and without a daemon", async () => {
    place = makePlace("name: shop\nchildren: { db: { command: sleep 1000, min_uptime: 50ms } }\n");
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    await place.sentinel("down");
    const last = (await events()).at(-1)?.seq ?? 0;
    const fact = { type: "alert", at: new Date().toISOString(), subject: "db", by: "system", rule: "slow" };
    const database = new Database(join(place.home, "sentinel.db"));
    database.exec(
      `INSERT INTO entry VALUES (${last + 1}, '${fact.at}', 'alert', 'db', '${JSON.stringify({ ...fact, labels: { team: "a" } })}')`,
    );
    database.close();
    const isShown = async (): Promise<void> => {
      const told = await events();
      expect(told.find(({ seq }) => seq === last + 1)).toEqual({
        ...{ ...fact, labels: { team: "a" } },
        seq: last + 1,
      });
      expect((await place.sentinel("events", "-n", "100")).out).toContain("db: alert rule=slow\n");
    };
    await isShown();
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    await isShown();
  });
});

// An older Sentinel must not touch what a newer one has stored. A database whose tables were newer than the home's format said
// was no reason to refuse: the daemon ran on without its history, stopped what had been added by command, and wrote none.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { makePlace, type Place } from "../e2e/sentinel.ts";
import { Database } from "../sqlite/database.ts";

const tree = "name: shop\nchildren: { db: { command: sleep 1000, min_uptime: 50ms } }\n";

let place: Place;
afterEach(() => place.leave());

const writeFormat = (): void => writeFileSync(join(place.home, "format"), "9\n");
const writeVersion = (): void => {
  const database = new Database(join(place.home, "sentinel.db"));
  database.exec("PRAGMA user_version = 99");
  database.close();
};
const newer = [
  ["format", writeFormat, "(format 9, and this one knows 2)"],
  ["database", writeVersion, /\(database 99, and this one knows \d\)/],
] as const;

const versionOf = (): unknown => {
  const database = new Database(join(place.home, "sentinel.db"));
  const found = database.prepare("PRAGMA user_version").all();
  database.close();
  return found;
};

describe.each(newer)("a home whose %s is of a newer version", (_, change, numbers) => {
  const verbs = [
    ["up", "--detach"],
    ["daemon"],
    ["daemon", "--replace"],
    ["logs"],
    ["events"],
    ["config", "history"],
    ["config", "diff"],
    ["backup", "shop.tar.gz"],
  ];

  it("is refused by daemons and by every verb that reads it, in one sentence", async () => {
    place = makePlace(tree);
    await place.sentinel("up", "--detach");
    await place.sentinel("down");
    change();
    const [format, version] = [readFileSync(join(place.home, "format"), "utf8"), versionOf()];
    for (const verb of verbs) {
      const { code, err, out } = await place.sentinel(...verb);
      expect([code, out], verb.join(" ")).toEqual([1, ""]);
      expect(err, verb.join(" ")).toMatch(
        /^sentinel: [^\n]+ was written by a newer Sentinel \([^\n]+\): use that version, or choose another --home\n$/,
      );
      expect(err).toMatch(numbers);
    }
    expect([readFileSync(join(place.home, "format"), "utf8"), versionOf()]).toEqual([format, version]);
  });

  it("is left to its daemon, which is not asked to hand over", async () => {
    place = makePlace(tree);
    await place.sentinel("up", "--detach");
    const [pids, { daemon }] = [await place.pids(), await place.status()];
    change();
    const { code, err } = await place.sentinel("daemon", "--replace");
    expect(code).toBe(1);
    expect(err).toMatch(numbers);
    expect((await place.status()).daemon).toMatchObject({ pid: daemon.pid, started_at: daemon.started_at });
    expect(await place.pids()).toEqual(pids);
    expect((await place.sentinel("events")).out).not.toContain("handed over");
  });
});

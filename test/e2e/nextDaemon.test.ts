import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { RevisionEntry } from "../../src/domain/stored/Revision.ts";
import { eventually, isAlive, makePlace, type Pids, type Place, withoutProgress } from "./sentinel.ts";

const shop = (children: string): string =>
  `name: shop\ndefaults: { min_uptime: 50ms, stop: { timeout: 3s } }\nchildren:\n${children}`;
const before = shop(`
  db: { command: sleep 1000 }
  api: { command: sleep 1001 }
  pool: { command: sleep 1003, replicas: 2 }
`);
const after = before.replace("sleep 1001", "sleep 2001");

let place: Place;
afterEach(() => place.leave());

const pids = (): Promise<Pids> => place.pids();

const started = async (...options: ReadonlyArray<string>): Promise<Pids> => {
  place = makePlace(before);
  expect((await place.sentinel("up", "--detach", ...options)).code).toBe(0);
  return pids();
};

const history = async () =>
  (await place.json<{ revisions: ReadonlyArray<RevisionEntry> }>("config", "history")).revisions;
const alarms = async (): Promise<ReadonlyArray<string>> =>
  (await place.sentinel("events", "--json")).out
    .trim()
    .split("\n")
    .map((line): JournalEntry => JSON.parse(line))
    .flatMap((entry) => (entry.type === "alarm" && entry.alarm === "configuration" ? [entry.reason] : []));

describe("up --detach after the daemon was killed with -9", () => {
  it("continues with added and scaled children: the same processes, nothing restarted, the same revision", async () => {
    await started();
    await place.sentinel("add", "extra", "--", "sleep", "1005");
    await place.sentinel("scale", "pool", "3");
    const [was, { revision }] = [await pids(), await place.status()];
    expect(Object.keys(was)).toEqual(["db", "api", "pool#1", "pool#2", "pool#3", "extra"]);
    await place.killDaemon();
    expect(withoutProgress(await place.sentinel("up", "--detach"))).toMatchObject({ code: 0, err: "" });
    expect(await pids()).toEqual(was);
    expect(await place.status()).toMatchObject({ revision, file: { problem: null } });
    expect(await history()).toHaveLength(3);
  });

  // It said that the child had not started, as of one that this daemon had tried in vain.
  it("reports a child that was in backoff before, with its next attempt: exit code 1", async () => {
    place = makePlace(
      `${before}  crash: { command: [sh, -c, "exit 3"], min_uptime: 0, backoff: { initial: 1h, max: 1h, jitter: 0 } }\n`,
    );
    await place.sentinel("up", "--detach");
    const crash = async () => (await place.status()).children.find(({ path }) => path === "crash");
    await eventually("it is in its pause", async () => (await crash())?.state === "backoff");
    await place.killDaemon();
    const next = await place.sentinel("up", "--detach");
    expect(next.code).toBe(1);
    expect(next.err).toMatch(
      /^crash was not up before either: backoff \(.*exit code 3.*; next attempt in \d+ s\)\n$/,
    );
  });

  // What is part of it was said not to have been tried, "because of that", with exit code 1.
  it("leaves children that were stopped by hand, with their descendants, and does not report them as missing", async () => {
    await started();
    await place.sentinel("stop", "pool");
    await place.killDaemon();
    expect(withoutProgress(await place.sentinel("up", "--detach"))).toMatchObject({ code: 0, err: "" });
  });

  it("continues with the revision that was rolled back to, although the file differs", async () => {
    await started();
    place.write(after);
    await place.sentinel("apply");
    await place.sentinel("config", "rollback");
    const was = await pids();
    await place.killDaemon();
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    expect(await pids()).toEqual(was);
  });

  it("restarts only what has changed in the file in the meantime", async () => {
    const was = await started();
    await place.killDaemon();
    place.write(after);
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    const is = await pids();
    expect({ ...is, api: 0 }).toEqual({ ...was, api: 0 });
    expect(is.api).not.toBe(was.api);
    expect(isAlive(was.api ?? 0)).toBe(false);
    expect((await history()).at(-1)).toMatchObject({
      message: "the file had changed while no daemon was there",
      source: join(place.folder, "sentinel.yaml"),
      by: "file",
    });
  });

  it("continues without the file if that is invalid: exit code 5, and both are reported", async () => {
    const was = await started();
    await place.killDaemon();
    place.write(after.replace("command: sleep 2001", "comand: sleep 2001"));
    const { code, err } = await place.sentinel("up", "--detach");
    expect(code).toBe(5);
    expect(err).toContain('did you mean "command"?');
    expect(err).toContain("the tree goes on as it was");
    expect(await pids()).toEqual(was);
    expect(await alarms()).toEqual([expect.stringMatching(/^sentinel\.yaml:\d+:\d+: .*goes on as it was$/)]);
    expect((await place.sentinel("status")).err).toContain("sentinel.yaml is not valid");
    expect((await place.sentinel("doctor")).out).toContain("the tree goes on as it was");
    place.write(after);
    expect((await place.sentinel("apply")).code).toBe(0);
    expect((await place.status()).file?.problem).toBeNull();
  });

  it("continues with the previous tree if the file can't be applied: exit code 1, and the daemon keeps running", async () => {
    const was = await started();
    await place.killDaemon();
    place.write(`${after}  broken: { command: ./not-there }\n`);
    const { code, err } = await place.sentinel("up", "--detach");
    expect(code).toBe(1);
    expect(err).toContain("not applied: broken was not added");
    expect(err).toContain("all changes were rolled back");
    expect(await pids()).toEqual(was);
    expect(await alarms()).toEqual([expect.stringContaining("not applied: broken was not added")]);
  });

  it("applies a file again that a killed daemon had applied in part", async () => {
    const was = await started();
    await place.killDaemon();
    place.write(`${after}  fresh: { command: sleep 1009 }\n`);
    await place.dieAt("apply.step-done:1");
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    const is = await pids();
    expect(Object.keys(is)).toEqual(["db", "api", "pool#1", "pool#2", "fresh"]);
    for (const path of ["db", "pool#1", "pool#2"]) expect(is[path], path).toBe(was[path]);
    expect((await history()).map(({ message }) => message)).toEqual([
      "the daemon was started with it",
      "the file had changed while no daemon was there",
    ]);
  });
});

describe("up --replace", () => {
  it("takes over, and reports what it waits for while the old daemon is applying a change", async () => {
    const was = await started();
    const { pid } = (await place.status()).daemon;
    const hanging = `${before}  hanging: { command: sleep 1004, ready: { log: never, timeout: 4s } }\n`;
    writeFileSync(join(place.folder, "other.yaml"), hanging);
    const applying = place.sentinel("apply", "-f", "other.yaml");
    await eventually("it starts", async () =>
      (await place.status()).children.some(({ path, state }) => path === "hanging" && state === "starting"),
    );
    const { code, err } = await place.sentinel("up", "--detach", "--replace");
    expect(err).toContain(`waiting for the current daemon (pid ${pid})`);
    expect(err).toContain("hanging is starting");
    expect((await applying).err).toContain("not applied");
    expect(code).toBe(0);
    expect((await place.status()).daemon.pid).not.toBe(pid);
    expect(await pids()).toEqual(was);
  });
});

describe("up --watch", () => {
  it("applies the file whenever it changes; an invalid one changes nothing", async () => {
    const was = await started("--watch");
    place.write(after);
    await eventually("it is applied", async () => (await history()).at(-1)?.message === "the file changed");
    const is = await pids();
    expect({ ...is, api: 0 }).toEqual({ ...was, api: 0 });
    expect(isAlive(was.api ?? 0)).toBe(false);

    place.write(after.replace("command: sleep 2001", "comand: sleep 2001"));
    await eventually("it is told", async () => (await place.status()).file?.problem?.kind === "invalid");
    expect(await pids()).toEqual(is);
    expect(await alarms()).toEqual([expect.stringMatching(/^sentinel\.yaml:\d+:\d+: /)]);

    place.write(before);
    await eventually("it is applied", async () => (await history()).length === 3);
    expect((await place.status()).file?.problem).toBeNull();
    await eventually("all run", async () => Object.keys(await pids()).length === 4);
  });

  it("shows all errors in the foreground", async () => {
    place = makePlace(before);
    const { out, err } = place.stay("up", "--watch");
    await eventually("the tree runs", () => out().includes("tree: starting → running"));
    place.write("name: shop\nchildren: { a: { comand: x } }\n");
    await eventually("it is told", () => err().includes('did you mean "command"?'));
    expect(err()).toContain("2 | children: { a: { comand: x } }");
    await eventually("it is told in short, too", () =>
      out().includes("ALARM configuration: sentinel.yaml:2:"),
    );
  });
});

import { once } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { RevisionEntry } from "../../src/domain/stored/Revision.ts";
import type { Applied, PlanFor } from "../../src/domain/view/Plan.ts";
import { isAlive, makePlace, type Pids, type Place, withoutProgress } from "./sentinel.ts";

const shop = (children: string): string =>
  `name: shop\ndefaults: { min_uptime: 50ms, stop: { timeout: 3s } }\nchildren:\n${children}`;

const before = shop(`
  db: { command: sleep 1000 }
  api: { command: sleep 1001 }
  old: { command: sleep 1002 }
  pool: { command: sleep 1003, replicas: 2 }
`);
const after = shop(`
  db: { command: sleep 1000, backoff: { initial: 5s } }
  fresh: { command: sleep 1004 }
  api: { command: sleep 2001 }
  pool: { command: sleep 1003, replicas: 3 }
`);

let place: Place;
afterEach(() => place.leave());

const pids = (): Promise<Pids> => place.pids();

const started = async (): Promise<Pids> => {
  place = makePlace(before);
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
  return pids();
};

describe("plan and apply with real processes", () => {
  it("plan shows the steps and does nothing", async () => {
    const was = await started();
    place.write(after);
    const { code, out } = await place.sentinel("plan");
    expect(code).toBe(0);
    expect(out).toContain("+ fresh (add) — new");
    expect(out).toContain("↻ api (restart)\n      command: sleep 1001 → sleep 2001");
    expect(out).toContain("~ db (update, in place)\n      backoff.initial: 1s → 5s");
    expect(out).toContain("- old (remove) — no longer declared");
    expect(out).toContain("# pool (scale, in place): pool#3");
    expect(out).toContain("3 processes are not touched");
    expect(await pids()).toEqual(was);
    const plan = await place.json<PlanFor>("plan");
    expect(plan.revision).toBe((await place.status()).revision);
    expect(plan.steps.map(({ action, path }) => `${action} ${path}`)).toEqual([
      "update db",
      "add fresh",
      "scale pool",
      "restart api",
      "remove old",
    ]);
  });

  it("apply carries them out, and touches no other process", async () => {
    const was = await started();
    place.write(after);
    const { revision } = await place.json<PlanFor>("plan");
    const applied = await place.json<Applied>("apply", "--revision", revision);
    expect(applied).toMatchObject({ applied: true, error: null, untouched: 3 });
    const is = await pids();
    expect(Object.keys(is)).toEqual(["db", "fresh", "api", "pool#1", "pool#2", "pool#3"]);
    for (const path of ["db", "pool#1", "pool#2"]) expect(is[path], path).toBe(was[path]);
    expect(is.api).not.toBe(was.api);
    for (const path of ["api", "old"]) expect(isAlive(was[path] ?? 0), path).toBe(false);
    expect((await place.sentinel("plan")).out).toContain("Nothing differs; 6 processes are not touched.");
    const stale = await place.sentinel("apply", "--revision", revision);
    expect(stale.code).toBe(1);
    expect(stale.err).toContain("the tree has changed meanwhile");
  });

  it("apply is rolled back if a new child can't be run", async () => {
    const was = await started();
    const { revision } = await place.status();
    place.write(`${after}  broken: { command: ./not-there }\n`);
    const { code, err } = await place.sentinel("apply");
    expect(code).toBe(1);
    expect(err).toContain("not applied: broken was not added");
    expect(err).toContain("all changes were rolled back");
    expect(await pids()).toEqual(was);
    expect((await place.status()).revision).toBe(revision);
  });

  it("a change of replicas stops at the batch that does not stay healthy", async () => {
    const pool = (command: string): string =>
      shop(
        `  pool: { command: ${command}, replicas: 4, backoff: none, intensity: 1000, update: { max_parallel: 2, min_healthy_time: 2s, healthy_deadline: 3s } }`,
      );
    place = makePlace(pool("sleep 1000"));
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    const was = await pids();
    place.write(pool("sleep 0.6"));
    const { code, err } = await place.sentinel("apply");
    expect(code).toBe(1);
    expect(err).toMatch(/pool#[12] was not healthy for 2 s within 3 s/);
    expect(err).toContain("all changes were rolled back");
    const is = await pids();
    expect(Object.keys(is)).toEqual(["pool#1", "pool#2", "pool#3", "pool#4"]);
    for (const path of ["pool#1", "pool#2"]) expect(is[path], path).not.toBe(was[path]);
    for (const path of ["pool#3", "pool#4"]) expect(is[path], path).toBe(was[path]);
    expect((await place.sentinel("plan")).out).toContain("command: sleep 1000 → sleep 0.6");
    place.write(pool("sleep 2000"));
    expect((await place.sentinel("apply")).code).toBe(0);
    expect(Object.values(await pids()).filter((pid) => Object.values(is).includes(pid))).toEqual([]);
  });

  it("a running child is stopped as currently declared, also by a later daemon", async () => {
    const stoppedBy = (signal: string): string =>
      shop(`  api: { command: sleep 1000, stop: { signal: ${signal} }, logs: { max_files: 3 } }`);
    place = makePlace(stoppedBy("SIGTERM"));
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    const was = await pids();
    place.write(stoppedBy("SIGINT"));
    expect((await place.sentinel("apply")).out).toContain("stop.signal: SIGTERM → SIGINT");
    process.kill((await place.status()).daemon.pid, "SIGKILL");
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    expect(await pids(), "it is taken up, not restarted").toEqual(was);
    expect((await place.sentinel("stop", "api")).code).toBe(0);
    const [api] = (await place.status()).children;
    expect(api).toMatchObject({ state: "stopped", last_exit: { signal: "SIGINT" } });
  });

  it("Ctrl-C leaves an apply to the daemon; stopping the child that it waits for aborts it", async () => {
    place = makePlace(shop("  api: { command: sleep 1000 }\n  db: { command: sleep 1001 }"));
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    const was = await pids();
    place.write(shop("  api: { command: sleep 2000, ready: { log: never } }\n  db: { command: sleep 1001 }"));
    const api = async () => (await place.status()).children[0]?.state;
    const applying = place.stay("apply");
    await vi.waitUntil(async () => (await api()) === "starting", { timeout: 10_000 });
    applying.process.kill("SIGINT");
    await once(applying.process, "exit");
    expect(await api(), "it goes on").toBe("starting");
    expect((await place.sentinel("stop", "api")).code).toBe(0);
    await vi.waitUntil(async () => (await place.sentinel("plan")).out.includes("sleep 1000 → sleep 2000"), {
      timeout: 20_000,
    });
    expect(await api()).toBe("stopped");
    expect((await pids()).db).toBe(was.db);
  });

  it("an invalid file changes nothing: exit code 5", async () => {
    const was = await started();
    place.write(after.replace("command: sleep 2001", "comand: sleep 2001"));
    for (const verb of ["plan", "apply"]) {
      const { code, err } = await place.sentinel(verb);
      expect(code, verb).toBe(5);
      expect(err).toContain('did you mean "command"?');
    }
    expect(await pids()).toEqual(was);
  });

  it("keeps each revision across daemons, shows differences and rolls back", async () => {
    const was = await started();
    place.write(after);
    await place.sentinel("apply", "--message", "the new shop");
    const history = async () =>
      (await place.json<{ revisions: ReadonlyArray<RevisionEntry> }>("config", "history")).revisions;
    expect((await history()).map(({ number, message }) => [number, message])).toEqual([
      [1, "the daemon was started with it"],
      [2, "the new shop"],
    ]);
    const { out } = await place.sentinel("config", "diff");
    expect(out).toContain("command: sleep 1001 → sleep 2001");
    expect(withoutProgress(await place.sentinel("config", "rollback"))).toMatchObject({ code: 0, err: "" });
    const is = await pids();
    expect(Object.keys(is)).toEqual(Object.keys(was));
    expect(is.db).toBe(was.db);
    const [first, , third] = await history();
    expect(third).toMatchObject({ revision: first?.revision, message: "rolled back to revision 1" });
    expect((await place.sentinel("config", "rollback", "77")).err).toContain("there is no revision 77");

    await place.sentinel("down");
    await place.sentinel("up", "--detach");
    expect((await history()).at(-1)).toMatchObject({ number: 4, revision: (await place.status()).revision });
  });
});

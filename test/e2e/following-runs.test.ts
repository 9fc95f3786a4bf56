import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePlace, type Place } from "./sentinel.ts";

/** A run goes on until a file is there; `$$` is a `$` for the shell. */
const untilThere = (file: string): string =>
  `[sh, -c, 'echo "begun $$SENTINEL_PATH"; until [ -e ${file} ]; do sleep 0.1; done']`;

const tree = `version: 1
name: following
pools: { disk: 1 }
children:
  line: { command: ${untilThere("line-may-end")}, schedule: { manual: true, overlap: queue } }
  holder: { command: ${untilThere("holder-may-end")}, schedule: { manual: true, pool: disk } }
  wanting: { command: [echo, had it], schedule: { manual: true, pool: disk } }
  left: { command: ${untilThere("never")}, schedule: { manual: true, overlap: queue } }
  second:
    command: [sh, -c, 'echo try; [ -e tried ] && exit 4; touch tried; exit 3']
    schedule: manual
    retry: { times: 1, backoff: 1s }
  lasting: { command: ${untilThere("lasting-may-end")}, schedule: manual }
  handed: { command: ${untilThere("handed-may-end")}, schedule: manual }
  needy: { command: [echo, ready], schedule: manual, after: { base: ready } }
  base: { command: [sh, -c, "echo up; exec sleep 1000"], ready: { log: up }, autostart: false }
`;

let place: Place;
beforeAll(async () => {
  place = makePlace(tree);
  await place.sentinel("up", "--detach", "--listen", "none");
});
afterAll(() => place.leave());

/** A `sentinel run` that stays until what it follows has ended, with its exit code. */
const following = (...args: ReadonlyArray<string>) => {
  const stays = place.stay("run", ...args);
  const code = once(stays.process, "exit").then(([exitCode]): number => exitCode);
  return { ...stays, code };
};
const allow = (file: string): void => writeFileSync(join(place.folder, file), "");

describe("sentinel run, of a run that has to wait,", () => {
  it("says what it stands in line behind, then prints its output and ends with its exit code", async () => {
    await place.sentinel("run", "line", "--no-wait");
    const run = following("line");
    await expect
      .poll(run.err)
      .toBe("sentinel: line: waits in line, behind 1 other start, of which line#1@1 runs\n");
    allow("line-may-end");
    expect(await run.code).toBe(0);
    expect(run.out()).toBe("begun line#1\n");
    expect(run.err()).toMatch(/line: run line#1@2 has started\nsentinel: line#1@2 succeeded/);
  });

  it("names the pool and who has its slots", async () => {
    await place.sentinel("run", "holder", "--no-wait");
    const run = following("wanting");
    await expect
      .poll(run.err)
      .toBe("sentinel: wanting: waits for a slot of the pool disk, in use by holder#1\n");
    expect((await place.sentinel("status", "wanting")).out).toMatch(/waits for a slot of the pool disk/);
    allow("holder-may-end");
    expect([await run.code, run.out()]).toEqual([0, "had it\n"]);
  });

  it("names what its command waits for, however long that takes", async () => {
    const run = following("needy");
    await expect.poll(run.err).toMatch(/^sentinel: needy: waits for base: ready .*\n$/);
    await place.sentinel("start", "base");
    expect([await run.code, run.out()]).toEqual([0, "ready\n"]);
  });

  it("fails if its job is stopped meanwhile", async () => {
    const first = following("left");
    await expect.poll(first.out).toBe("begun left#1\n");
    const waiting = following("left");
    await expect.poll(waiting.err).toMatch(/waits in line/);
    await place.sentinel("stop", "left");
    expect(await waiting.code).toBe(1);
    expect(waiting.err()).toMatch(/left was not run: the job was stopped before it began\n$/);
    expect(await first.code).not.toBe(0);
    await place.sentinel("start", "left");
  });
});

describe("sentinel run", () => {
  it("follows each attempt, and ends with the exit code of the last one", async () => {
    const run = await place.sentinel("run", "second");
    expect([run.code, run.out]).toEqual([4, "try\ntry\n"]);
    expect(run.err).toMatch(
      /second#1@1 failed .*\(exit code 3\)\n(.*attempt 1 has failed, and another one follows.*\n)?(.*\n)*.*second#1@2 failed .*\(exit code 4\)\n$/,
    );
    expect(existsSync(join(place.folder, "tried"))).toBe(true);
  });

  it("leaves the run alone on Ctrl-C", async () => {
    const run = following("left");
    await expect.poll(run.out).toBe("begun left#1\n");
    run.process.kill("SIGINT");
    expect(await run.code).toBe(130);
    expect(run.err()).toMatch(/left goes on: `sentinel logs -f left` shows its output/);
    const { children } = await place.status();
    expect(children.find(({ path }) => path === "left#1")?.state).toBe("running");
  });
});

describe("sentinel run, of a run that outlives its daemon,", () => {
  it("waits for the next daemon after kill -9, and ends with the exit code of the run", async () => {
    const run = following("lasting");
    await expect.poll(run.out).toBe("begun lasting#1\n");
    await place.killDaemon();
    await expect.poll(run.err).toContain("the daemon has exited; waiting for the next one\n");
    await place.sentinel("up", "--detach", "--listen", "none");
    await expect.poll(run.err).toContain("a daemon is running again; continuing with it\n");
    allow("lasting-may-end");
    expect([await run.code, run.out()], run.err()).toEqual([0, "begun lasting#1\n"]);
    expect(run.err()).toMatch(/lasting#1@1 succeeded .*\n$/);
  });

  it("goes on with the successor of the daemon", async () => {
    const run = following("handed");
    await expect.poll(run.out).toBe("begun handed#1\n");
    await place.sentinel("up", "--replace", "--detach", "--listen", "none");
    allow("handed-may-end");
    expect([await run.code, run.out()], run.err()).toEqual([0, "begun handed#1\n"]);
  });
});

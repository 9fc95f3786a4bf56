import { spawnSync } from "node:child_process";
import { chownSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { kernel } from "../../src/system.ts";
import { eventually, isAlive, makePlace, type Place } from "../e2e/sentinel.ts";
import { describedProcesses } from "../support/listedProcesses.ts";
import { lacksOtherUsers, needs } from "../support/needs.ts";
import { reasons, restarted, tree } from "./trouble.ts";

/** The system refuses something to the daemon, by a limit that is set under it: then it lacks it as on a full machine. */

const program = join(import.meta.dirname, "../../dist/sentinel.js");
const works = (command: string, ...args: ReadonlyArray<string>): boolean =>
  spawnSync(command, args).status === 0;

let place: Place;
let daemon = 0;
beforeEach(() => {
  place = makePlace(tree);
});
afterEach(() => place.leave());

const waitsFor = (what: RegExp): Promise<void> =>
  eventually(`it waits because ${what}`, async () =>
    (await reasons(place, "web", "backoff")).some((reason) => what.test(reason)),
  );

describe("a daemon without a free descriptor", () => {
  const lacking = kernel !== "linux" || !works("prlimit", "--version");
  const withLimits = needs(lacking ? "prlimit (util-linux, Linux) is not installed" : null);
  const limit = (descriptors: number): void => {
    const set = spawnSync("prlimit", ["--pid", `${daemon}`, `--nofile=${descriptors}:`], {
      encoding: "utf8",
    });
    expect(set.stderr).toBe("");
  };

  // A start that had found no descriptor to read what the shim reported stayed in `starting` for ever; an exit that could not
  // be read was an unknown one.
  withLimits(
    "lets children run and print; what ends meanwhile is known by its true exit, and is restarted when there are some again",
    async () => {
      expect((await place.sentinel("up", "--detach")).code).toBe(0);
      daemon = (await place.status()).daemon.pid;
      const { web = 0, tick = 0 } = await place.pids();
      const before = Number(
        /^Max open files +(\d+)/m.exec(readFileSync(`/proc/${daemon}/limits`, "latin1"))?.[1],
      );
      // Those below are the runtime's own, and never given back: what a child gives back is of no use, either.
      limit(20);
      process.kill(web, "SIGTERM");
      // What it does meanwhile can't be seen from outside: it can't even take a connection.
      await sleep(2_000);
      expect(isAlive(tick)).toBe(true);
      limit(before);
      await restarted(place, "web", web);
      const why = await reasons(place, "web", "backoff");
      expect(why[0]).toBe("killed by SIGTERM");
      for (const reason of why.slice(1))
        expect(reason).toMatch(/^the daemon has too many files open: .*EMFILE/);
      expect((await place.pids()).tick).toBe(tick);
      const printed = (await place.sentinel("logs", "tick")).out.trim().split("\n").map(Number);
      expect(printed).toEqual(printed.map((_, index) => (printed[0] ?? 0) + index));
    },
  );
});

describe("a daemon of a user", () => {
  /** Nobody's, so that no other process counts. */
  const uid = 61_734;
  const asUser = ["--reuid", `${uid}`, "--regid", `${uid}`, "--clear-groups"];
  const canBe = works("setpriv", ...asUser, "true") && works("prlimit", "--version");
  const withUser = needs(lacksOtherUsers ?? (canBe ? null : "needs setpriv and prlimit (util-linux)"));

  const start = async (): Promise<void> => {
    chownSync(place.folder, uid, uid);
    const env = { ...process.env, SENTINEL_HOME: place.home, HOME: place.folder };
    const up = spawnSync("setpriv", [...asUser, process.execPath, program, "up", "--detach"], {
      ...{ cwd: place.folder, env, encoding: "utf8" },
    });
    expect(up.status, up.stderr).toBe(0);
    daemon = (await place.status()).daemon.pid;
  };

  withUser("that may have no more processes: the child waits, and is restarted once it may", async () => {
    await start();
    const { web = 0, tick = 0 } = await place.pids();
    const forkers = describedProcesses().filter(({ pid, parent }) => pid === daemon || parent === daemon);
    const limit = (processes: number): void => {
      for (const { pid } of forkers)
        spawnSync("setpriv", [...asUser, "prlimit", "--pid", `${pid}`, `--nproc=${processes}:`]);
    };
    limit(1);
    process.kill(web, "SIGKILL");
    await waitsFor(/^no new process can be started: /);
    expect((await place.status()).children.find(({ path }) => path === "web")?.state).not.toBe("failed");
    expect((await place.pids()).tick).toBe(tick);
    limit(10_000);
    await restarted(place, "web", web);
  });

  // Each refused start was a failure of the child, which was given up.
  withUser("whose home is closed to it: the child waits, and is restarted once it is open", async () => {
    await start();
    const { web = 0, tick = 0 } = await place.pids();
    const closed = ["spare", "runs/web"].map((name) => join(place.home, name));
    const chmod = (mode: string): void => void spawnSync("chmod", [mode, ...closed]);
    chmod("a-w");
    try {
      process.kill(web, "SIGKILL");
      await waitsFor(/^the home of the daemon can't be written: .*EACCES/);
      await eventually(
        "it is tried more often than it may be restarted",
        async () => (await reasons(place, "web", "backoff")).length > 7,
      );
      expect((await place.status()).children.find(({ path }) => path === "web")?.state).not.toBe("failed");
      expect((await place.pids()).tick).toBe(tick);
    } finally {
      chmod("u+w");
    }
    await restarted(place, "web", web);
  });
});

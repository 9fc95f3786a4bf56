import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { needsEnvironments } from "../support/needs.ts";
import { eventually, isAlive, makePlace, type Place } from "./sentinel.ts";

let place: Place;
const oneChild = "name: shop\nchildren: { main: { command: sleep 1000, min_uptime: 50ms } }\n";
const nothingRuns = "name: shop\nchildren: { main: { command: sleep 1000, autostart: false } }\n";
beforeEach(() => {
  place = makePlace(oneChild);
});
afterEach(() => place.leave());

interface Check {
  readonly id: string;
  readonly found: string;
  readonly verdict: "ok" | "warning" | "problem";
  readonly command: string | null;
  readonly fixable: boolean;
}
interface Doctor {
  readonly code: number;
  readonly ok: boolean;
  readonly checks: ReadonlyArray<Check>;
  readonly repairs: ReadonlyArray<{ readonly id: string; readonly outcome: string; readonly what: string }>;
  /** The ids of the problems, and of the warnings but for the place of the tests' homes, which is temporary. */
  readonly problems: ReadonlyArray<string>;
  readonly warnings: ReadonlyArray<string>;
  readonly check: (id: string) => Check | undefined;
}

/** What the machine of the tests may be short of. */
const aboutTheMachine =
  /^(cleaned-folder|memory|swap|space|inodes|descriptors|user-processes|pids-cgroup|run-limits|inotify.*|init|oom-score|core-files|time-.*|clock)$/;

const doctor = async (...args: ReadonlyArray<string>): Promise<Doctor> => {
  const { code, out, err } = await place.sentinel("doctor", "--json", ...args);
  expect(err).toBe("");
  const document = JSON.parse(out);
  const checks: ReadonlyArray<Check> = document.checks;
  const of = (verdict: string): ReadonlyArray<string> =>
    checks.filter((one) => one.verdict === verdict && !aboutTheMachine.test(one.id)).map(({ id }) => id);
  return {
    ...{ code, checks, ok: document.ok, repairs: document.repairs },
    ...{ problems: of("problem"), warnings: of("warning") },
    check: (id) => checks.find((one) => one.id === id),
  };
};

const up = async (): Promise<void> => {
  const { code, err } = await place.sentinel("up", "--detach");
  expect(code, err).toBe(0);
};

const home = (...parts: ReadonlyArray<string>): string => join(place.home, ...parts);

describe("doctor", () => {
  it("finds nothing wrong before the first start, with a tree that runs, and with one that was stopped", async () => {
    const before = await doctor();
    expect([before.code, before.ok, before.problems, before.warnings]).toEqual([0, true, [], []]);
    expect(before.check("daemon")?.found).toBe("none has run yet; `sentinel up` starts one");
    await up();
    const running = await doctor();
    expect([running.code, running.problems, running.warnings]).toEqual([0, [], []]);
    expect(running.check("clock")?.found).toBe("not set since main was started");
    expect(running.check("database")?.found).toBe("in use by the daemon, so not checked");
    await place.sentinel("down");
    const stopped = await doctor();
    expect([stopped.code, stopped.problems, stopped.warnings]).toEqual([0, [], []]);
    expect(stopped.check("daemon")?.found).toBe("none: the tree was stopped");
    expect(stopped.check("database")?.found).toBe("intact");
    for (const one of ["better-sqlite3", "argon2"]) expect(stopped.check(one)?.verdict).toBe("ok");
  });

  it("says that children go on after kill -9 of the daemon and of the shim, and --fix leaves them to the next daemon", async () => {
    await up();
    const { main } = await place.pids();
    const shim = Number(/^shim (\d+)/m.exec(readFileSync(home("runs/main/1/status"), "latin1"))?.[1]);
    await place.killDaemon();
    process.kill(shim, "SIGKILL");
    await eventually("the shim has ended", () => !isAlive(shim));
    const found = await doctor("--fix");
    expect([found.code, found.problems]).toEqual([1, ["daemon", "runs-without-daemon"]]);
    expect(found.check("runs-without-daemon")).toMatchObject({
      found: `1 run: main (pid ${main})`,
      command: "sentinel up --detach",
    });
    expect(found.repairs).toContainEqual({
      id: "runs-without-daemon",
      outcome: "left",
      what: "they are doing their work, and the next daemon adopts them",
    });
    expect(existsSync(home("daemon.json"))).toBe(true);
    expect(isAlive(main ?? 0)).toBe(true);
    await up();
    expect((await place.pids()).main).toBe(main);
    expect((await doctor()).problems).toEqual([]);
  });

  it("shows a report for people, and one document with --json", async () => {
    await up();
    await place.killDaemon();
    const { out, code } = await place.sentinel("doctor");
    expect(code).toBe(1);
    expect(out).toMatch(/^2 problems\n {2}✕ daemon +none: the last one was killed\n/);
    expect(out).toMatch(/\n✓ \d+ checks are well {2}\(sentinel doctor -v lists them\)\n$/);
    expect((await place.sentinel("doctor", "-v")).out).toContain("\nWell\n");
    const elsewhere = await place.sentinelIn("/", "doctor", "--home", place.home);
    expect(elsewhere.out).toContain(
      ` sentinel up --detach -f ${join(place.folder, "sentinel.yaml")} --home ${place.home}\n`,
    );
    expect((await place.sentinel("doctor", "extra")).code).toBe(2);
  });

  it("names the holder of a declared port", async () => {
    const server = createServer().listen(0);
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    place.write(
      `name: shop\nchildren: { web: { command: sleep 1000, port: ${port}, autostart: false }, ${oneChild.slice(oneChild.indexOf("main"))}`,
    );
    await up();
    const running = await doctor();
    expect(running.problems).toEqual(["ports"]);
    expect(running.check("ports")?.found).toContain(`${port} of web is held by pid ${process.pid}`);
    await place.sentinel("down");
    // From the tree's last revision.
    expect((await doctor()).problems).toEqual(["ports"]);
    server.close();
    await once(server, "close");
    expect((await doctor()).problems).toEqual([]);
  });

  it("finds a damaged database, and leaves it as it is", async () => {
    await up();
    await place.sentinel("down");
    const file = home("sentinel.db");
    const damaged = readFileSync(file);
    damaged.fill(0x5a, 4_096, 3 * 4_096);
    writeFileSync(file, damaged);
    const found = await doctor("--fix");
    expect(found.code).toBe(1);
    expect(found.problems).toEqual(["database"]);
    expect(found.check("database")?.command).toContain(`${file}.damaged`);
    expect(found.repairs).toContainEqual(expect.objectContaining({ id: "database", outcome: "left" }));
    expect(readFileSync(file)).toEqual(damaged);
    // What it suggests is possible.
    writeFileSync(`${file}-x`, "");
    const command = found.check("database")?.command ?? "";
    const [status] = await once(spawn("/bin/sh", ["-c", command], { stdio: "inherit" }), "exit");
    expect(status).toBe(0);
    await up();
  });

  it("finds what is no database, and a home of a newer version", async () => {
    await up();
    await place.sentinel("down");
    writeFileSync(home("format"), "99\n");
    writeFileSync(
      home("sentinel.db"),
      "nothing of the kind, and long enough to be read as a header of it".repeat(99),
    );
    const { check, problems } = await doctor();
    expect(problems).toEqual(["format", "database"]);
    expect(check("format")).toMatchObject({ found: "format 99, and this version knows 2", fixable: false });
    expect(check("database")?.found).toMatch(/it is not a readable database$/);
  });
});

// The module that could not be loaded made an intact database look damaged, with the advice to move it away.
it("doctor blames a module for another Node, not the database that it can't read", async () => {
  await up();
  await place.sentinel("down");
  const dist = join(import.meta.dirname, "../../dist");
  const copy = join(place.folder, "installed");
  cpSync(dist, join(copy, "dist"), { recursive: true });
  mkdirSync(join(copy, "node_modules/better-sqlite3"), { recursive: true });
  const message =
    "was compiled against NODE_MODULE_VERSION 1. This version of Node.js requires NODE_MODULE_VERSION 2.";
  writeFileSync(
    join(copy, "node_modules/better-sqlite3/index.js"),
    `module.exports = class { constructor() { throw new Error(${JSON.stringify(message)}); } };`,
  );
  const args = [join(copy, "dist/sentinel.js"), "doctor", "--json", "--home", place.home];
  const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: place.folder });
  const checks: ReadonlyArray<Check> = JSON.parse(stdout).checks;
  expect(checks.find(({ id }) => id === "better-sqlite3")).toMatchObject({
    verdict: "problem",
    found: `built for another version of Node (module version 1; ${process.version} needs 2)`,
    command: "npm rebuild better-sqlite3",
  });
  expect(checks.map(({ id }) => id)).not.toContain("database");
});

describe("doctor --fix", () => {
  it("closes the home and its private files to others", async () => {
    await up();
    chmodSync(place.home, 0o755);
    chmodSync(home("sentinel.db"), 0o664);
    expect((await doctor()).problems).toEqual(["home-mode"]);
    const { code, repairs, problems, warnings } = await doctor("--fix");
    expect([code, problems, warnings]).toEqual([0, [], []]);
    expect(repairs.filter(({ outcome }) => outcome === "done").map(({ id }) => id)).toEqual([
      "home-mode",
      "private-files",
    ]);
    expect(statSync(place.home).mode & 0o777).toBe(0o700);
    expect(statSync(home("sentinel.db")).mode & 0o777).toBe(0o600);
  });

  it("creates the folder again that a running daemon needs", async () => {
    await up();
    rmSync(home("spare"), { recursive: true });
    expect((await doctor()).problems).toEqual(["home-folders"]);
    expect((await doctor("--fix")).problems).toEqual([]);
    expect(statSync(home("spare")).mode & 0o777).toBe(0o700);
  });

  it("removes the socket and the record of a daemon of which nothing runs", async () => {
    place.write(nothingRuns);
    await up();
    await place.killDaemon();
    const killed = await doctor();
    expect([killed.problems, killed.warnings]).toEqual([["daemon"], ["stale-files"]]);
    writeFileSync(home("s-0123abcd"), "");
    const { code, repairs, warnings } = await doctor("--fix");
    expect([code, warnings]).toEqual([0, []]);
    expect(repairs).toContainEqual(expect.objectContaining({ id: "stale-files", outcome: "done" }));
    const rest = readdirSync(place.home);
    for (const name of ["sentinel.sock", "daemon.json", "s-0123abcd"]) expect(rest).not.toContain(name);
  });

  it("writes the format where it is missing", async () => {
    await up();
    const format = readFileSync(home("format"), "utf8");
    rmSync(home("format"));
    const held = await doctor("--fix");
    expect(held.repairs).toContainEqual({ id: "format", outcome: "left", what: "a daemon uses the home" });
    await place.sentinel("down");
    expect((await doctor()).warnings).toEqual(["format"]);
    expect((await doctor("--fix")).warnings).toEqual([]);
    expect(readFileSync(home("format"), "utf8")).toBe(format);
  });

  it("removes the run folders of removed children, but not the newest, and keeps their output", async () => {
    place.write(
      `${oneChild.slice(0, -3)}, gone: { command: "echo printed by gone; sleep 1000", min_uptime: 50ms } }\n`,
    );
    await up();
    for (let run = 2; run <= 3; run += 1) expect((await place.sentinel("restart", "gone")).code).toBe(0);
    place.write(oneChild);
    expect((await place.sentinel("apply")).code).toBe(0);
    expect(readdirSync(home("runs/gone")).sort()).toEqual(["1", "2", "3"]);
    expect((await doctor("--fix")).check("stale-runs")?.found).toBe("2 folders");
    await place.sentinel("down");
    const { repairs, check } = await doctor("--fix");
    expect(repairs).toContainEqual(expect.objectContaining({ id: "stale-runs", outcome: "done" }));
    expect(check("stale-runs")?.found).toBe("none");
    expect(readdirSync(home("runs/gone"))).toEqual(["3"]);
    expect(readdirSync(home("runs/main"))).toEqual(["1"]);
    expect((await place.sentinel("logs", "gone")).out.match(/printed by gone/g)).toHaveLength(3);
  });

  needsEnvironments("ends what an ended run has left, and nothing else", async () => {
    // Its own session, no parent: only its mark tells. It ignores SIGTERM. `$$` is a dollar sign in a file.
    const leaves = `setsid sh -c 'trap "" TERM; echo $$$$ >left; sleep 1000' & exec sleep 1000`;
    place.write(`name: shop\nchildren: { main: { command: ${JSON.stringify(leaves)}, min_uptime: 50ms } }\n`);
    await up();
    await eventually("it has written its pid", () => existsSync(join(place.folder, "left")));
    const { main = 0 } = await place.pids();
    const left = Number(readFileSync(join(place.folder, "left"), "utf8"));
    await place.killDaemon();
    const status = readFileSync(home("runs/main/1/status"), "latin1");
    const shim = Number(/^shim (\d+)/m.exec(status)?.[1]);
    // Otherwise the shim would record the exit, and that is another case.
    for (const pid of [shim, main]) process.kill(pid, "SIGKILL");
    await eventually("the run has ended", () => !isAlive(main) && !isAlive(shim));
    const stranger = spawn("sleep", ["1000"], {
      env: { ...process.env, SENTINEL_RUN: `${place.home}2:main:1` },
    });
    onTestFinished(() => void stranger.kill("SIGKILL"));
    const unknown = spawn("sleep", ["1000"], {
      env: { ...process.env, SENTINEL_RUN: `${place.home}:other:1` },
    });
    onTestFinished(() => void unknown.kill("SIGKILL"));
    const found = await doctor();
    expect(found.problems).toEqual(["daemon", "leftover-processes"]);
    const { found: text = "" } = found.check("leftover-processes") ?? {};
    expect(text).toContain(`main, run 1: pid ${left} (`);
    expect(text).toContain(`other, run 1: pid ${unknown.pid} (sleep 1000)`);
    expect(text).not.toContain(String(stranger.pid));
    expect(isAlive(left)).toBe(true);
    const { repairs } = await doctor("--fix");
    expect(repairs).toContainEqual(
      expect.objectContaining({
        id: "leftover-processes",
        outcome: "done",
        what: expect.stringContaining(`(pid ${left})`),
      }),
    );
    expect(isAlive(left)).toBe(false);
    for (const one of [stranger, unknown]) expect(isAlive(one.pid ?? 0)).toBe(true);
  });

  it("does nothing in a home that a daemon has taken meanwhile", async () => {
    place.write(nothingRuns);
    await up();
    // A record of another process hides the daemon: only the lock tells.
    const record = readFileSync(home("daemon.json"), "utf8");
    const gone = spawn("true");
    await once(gone, "exit");
    writeFileSync(home("daemon.json"), JSON.stringify({ ...JSON.parse(record), pid: gone.pid }));
    const { repairs } = await doctor("--fix");
    expect(repairs).toContainEqual({
      id: "stale-files",
      outcome: "failed",
      what: "a daemon has started in the home meanwhile",
    });
    expect(existsSync(home("sentinel.sock"))).toBe(true);
    writeFileSync(home("daemon.json"), record);
    expect((await doctor()).problems).toEqual([]);
  });
});

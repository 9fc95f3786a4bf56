import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { needsOtherUsers } from "../support/needs.ts";
import { eventually, isAlive, makePlace, type Place } from "./sentinel.ts";

const tree = "name: shop\nchildren: { web: { command: sleep 1000, min_uptime: 50ms } }\n";

let place: Place;
let daemon = 0;
beforeEach(() => {
  place = makePlace(tree);
});
afterEach(() => place.leave());

const socket = (): string => join(place.home, "sentinel.sock");
const start = async (): Promise<void> => {
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
  daemon = (await place.status()).daemon.pid;
};

// R6: `status` and `down` said that there was no daemon, and `up` that there was one, which `down` would stop.
describe("a socket that was removed", () => {
  beforeEach(start);

  it("is recreated within a second; a command waits for it", async () => {
    rmSync(socket());
    expect((await place.status()).daemon.pid).toBe(daemon);
    expect(readFileSync(join(place.home, "daemon.log"), "utf8")).toContain("there is a new one");
    rmSync(socket());
    await eventually("it listens again", () => existsSync(socket()));
    expect(lstatSync(socket()).mode & 0o777).toBe(0o600);
    rmSync(socket());
    expect(await place.sentinel("down")).toMatchObject({ code: 0 });
    expect(isAlive(daemon)).toBe(false);
    expect(existsSync(socket())).toBe(false);
  });

  it("is reported by a command if the daemon can't notice it, with its pid", async () => {
    process.kill(daemon, "SIGSTOP");
    rmSync(socket());
    try {
      for (const verb of ["status", "down"])
        expect(await place.sentinel(verb)).toMatchObject({
          code: 3,
          err: `sentinel: a daemon (pid ${daemon}) holds ${place.home}, but its socket is gone: it is stopped; \`kill -CONT ${daemon}\` continues it\n`,
        });
    } finally {
      process.kill(daemon, "SIGCONT");
    }
  });
});

describe("a home that was moved while its daemon runs", () => {
  beforeEach(start);

  it("is reported in the log and as the daemon's health; the children keep running, and all is well once it is moved back", async () => {
    const { web = 0 } = await place.pids();
    const elsewhere = `${place.home}-moved`;
    renameSync(place.home, elsewhere);
    const log = () => readFileSync(join(elsewhere, "daemon.log"), "utf8");
    await eventually("it is told", () => log().includes("was deleted or moved under its daemon"));
    expect(log()).toContain(`or stop the tree in order with \`kill ${daemon}\``);
    expect([isAlive(daemon), isAlive(web)]).toEqual([true, true]);
    const there = ["status", "--home", elsewhere];
    await eventually("its health has it", async () =>
      (await place.sentinel(...there)).err.includes("was deleted or moved under its daemon"),
    );
    renameSync(elsewhere, place.home);
    expect(await place.pids()).toEqual({ web });
    await eventually("it is well again", async () => (await place.sentinel("status")).err === "");
  });
});

// F23: the first daemon removed socket and daemon.json of the second, which ran on unreachable.
describe("a home that was deleted, and recreated by a second daemon", () => {
  beforeEach(start);

  it("is not touched by the first one, which reports it and can still be shut down", async () => {
    const { web = 0 } = await place.pids();
    // It makes a home that was deleted again within a second, if nobody is faster.
    process.kill(daemon, "SIGSTOP");
    rmSync(place.home, { recursive: true });
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    process.kill(daemon, "SIGCONT");
    const second = (await place.status()).daemon.pid;
    expect(second).not.toBe(daemon);
    const running = await place.pids();
    process.kill(daemon, "SIGTERM");
    await eventually("the first one has ended", () => !isAlive(daemon));
    await eventually("its child, too", () => !isAlive(web));
    expect((await place.status()).daemon.pid).toBe(second);
    // Its runs have the marks of the first one's: home, path and number. They were swept with those.
    expect(await place.pids()).toEqual(running);
    expect(JSON.parse(readFileSync(join(place.home, "daemon.json"), "utf8")).pid).toBe(second);
  });
});

describe("what a daemon inherits", () => {
  const program = join(import.meta.dirname, "../../dist/sentinel.js");
  const inBash = (script: string) =>
    spawn("bash", ["-c", script], {
      cwd: place.folder,
      env: { ...process.env, SENTINEL_HOME: place.home },
      stdio: "ignore",
    });
  const codeOf = async (script: string): Promise<number> => (await once(inBash(script), "exit"))[0];

  // R10: Node marks inherited descriptors as closed on exec only up to the first gap above 15.
  it("is not held open by it or its children: a lock of the caller is released when the caller exits", async () => {
    const locked = `exec 17>lock 5>lock.5; flock -n 17 && flock -n 5 && "${process.execPath}" "${program}" up --detach`;
    expect(await codeOf(locked)).toBe(0);
    expect(await codeOf("flock -n lock true && flock -n lock.5 true")).toBe(0);
  });

  it("is not passed on to the children of a foreground daemon, which outlive it", async () => {
    inBash(`exec 17>lock; flock -n 17; exec "${process.execPath}" "${program}" daemon`);
    await eventually("it runs", async () => (await place.sentinel("status")).code === 0);
    await eventually("its child runs", async () => (await place.pids()).web !== undefined);
    const { web = 0 } = await place.pids();
    await place.killDaemon();
    expect(isAlive(web)).toBe(true);
    expect(await codeOf("flock -n lock true")).toBe(0);
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
  });
});

// F16, R11: a stack trace, and in /proc no end and a busy processor.
describe("a home that can't be used", () => {
  it.each([
    [
      "is a file",
      () => join(place.folder, "sentinel.yaml"),
      /is a file, not a folder; choose another --home/,
    ],
    [
      "is below a file",
      () => join(place.folder, "sentinel.yaml/h"),
      /part of the path is a file; choose another --home/,
    ],
    [
      "is in /proc",
      () => "/proc/x",
      /(no folder can be created there|the file system is read-only); choose another --home/,
    ],
    [
      "has too long a path for a socket",
      () => join(place.folder, "x".repeat(120)),
      /\d+ bytes, 10\d at most\).*choose a shorter --home/,
    ],
    ["has other files in it", () => place.folder, /is not a Sentinel home; choose an empty or new folder/],
    ["is a link that leads nowhere", () => join(place.folder, "link"), /is a dangling symbolic link/],
  ])("is reported in one sentence if it %s", async (what, home, why) => {
    if (what === "is a link that leads nowhere") {
      symlinkSync("/nowhere", home());
    }
    for (const verb of [["up", "--detach"], ["daemon"]]) {
      const { code, out, err } = await place.sentinel(...verb, "--home", home());
      expect({ code, out }, err).toEqual({ code: 1, out: "" });
      expect(err).toMatch(why);
      expect(err.trim().split("\n")).toHaveLength(1);
    }
    for (const verb of ["status", "doctor", "trees"]) {
      const { err } = await place.sentinel(verb, "--home", home());
      expect(err).not.toMatch(/\n +at /);
    }
  });

  it("is found by `doctor` where its socket could not be made", async () => {
    const home = join(place.folder, "x".repeat(120));
    const { code, out } = await place.sentinel("doctor", "--home", home);
    expect(code).toBe(1);
    expect(out).toMatch(/✕ path of the socket +\d+ of 10\d bytes\n +Choose a shorter --home\.\n/);
  });

  needsOtherUsers("is told of where it belongs to somebody else", async () => {
    const home = join(place.folder, "theirs");
    mkdirSync(home, { mode: 0o700 });
    writeFileSync(join(home, "daemon.log"), "");
    const said = await new Promise<string>((resolve) => {
      let err = "";
      const program = join(import.meta.dirname, "../../dist/sentinel.js");
      const other = spawn(process.execPath, [program, "up", "--detach", "--home", home, "-f", "/dev/null"], {
        uid: 65534,
        gid: 65534,
        cwd: "/",
        stdio: ["ignore", "ignore", "pipe"],
      });
      other.stderr.on("data", (chunk) => {
        err += chunk;
      });
      other.on("exit", () => resolve(err));
    });
    expect(said).toMatch(/^sentinel: .*permission denied; choose another --home\n$/);
  });
});

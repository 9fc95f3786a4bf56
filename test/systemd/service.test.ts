import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect } from "vitest";
import { ask } from "../../src/client/client.ts";
import type { TreeStatus } from "../../src/domain/view/Status.ts";
import { counting, eventually, isAlive, type Pids } from "../e2e/sentinel.ts";
import { program, startUserManager, type UserManager, withSystemd } from "./userManager.ts";

/** How often a daemon is killed: a hundred times in the night (scripts/nightly.mjs). */
const kills = Number(process.env.SENTINEL_SERVICE_KILLS ?? 5);

const yaml = `
version: 1
name: shop
strategy: rest_for_one
defaults: { min_uptime: 50ms }
children:
  db: { command: [sleep, "1000"] }
  api: { command: ${counting(0.02)} }
`;

let user: UserManager;
afterEach(() => user?.leave());

const status = (): Promise<TreeStatus> => ask(user.home, "GET /status");

const pids = async (): Promise<Pids> =>
  Object.fromEntries(
    (await status()).children.flatMap((child) =>
      child.kind === "service" && child.pid !== null ? [[child.path, child.pid]] : [],
    ),
  );

const untilAllRun = (): Promise<void> =>
  eventually("all children run", async () =>
    (await status()).children.every(({ state }) => state === "running"),
  );

/** A user with a service that runs, and the pids of its children. */
const installed = async (text = yaml): Promise<Pids> => {
  user = await startUserManager(text);
  const { code, err } = await user.sentinel("service", "install");
  expect(err).toBe("");
  expect(code).toBe(0);
  await untilAllRun();
  return pids();
};

const mainPid = async (): Promise<number> => Number(await user.show("MainPID"));

/** Wait until another daemon than this one is ready. */
const another = async (than: number): Promise<number> => {
  await eventually("another daemon is ready", async () => {
    const [pid, state] = [await mainPid(), await user.show("ActiveState")];
    return pid > 0 && pid !== than && state === "active";
  });
  return mainPid();
};

const untilUnitIs = (state: string): Promise<void> =>
  eventually(`the unit is ${state}`, async () => (await user.show("ActiveState")) === state);

const untilStatusText = (part: string): Promise<void> =>
  eventually(`systemd shows "${part}"`, async () => (await user.show("StatusText")).includes(part));

/** For so many ms, the daemon stays the same. */
const expectSameFor = async (ms: number): Promise<void> => {
  const daemon = await another(0);
  const since = performance.now();
  await eventually("the time has passed", () => performance.now() - since > ms);
  expect(await mainPid()).toBe(daemon);
  expect(await user.show("ActiveState")).toBe("active");
};

/** Loaded before the program: koffi is not found, and that it was looked for is noted. */
const withoutKoffi = `
const { Module } = require("node:module");
const { appendFileSync } = require("node:fs");
const find = Module._resolveFilename;
Module._resolveFilename = (name, ...more) => {
  if (name !== "koffi") return find(name, ...more);
  appendFileSync(__filename + ".asked", "koffi\\n");
  throw Object.assign(new Error("Cannot find module 'koffi'"), { code: "MODULE_NOT_FOUND" });
};
`;

/** `api` has printed each number once, in order, and none is missing. */
const expectEveryLine = async (): Promise<void> => {
  const { out } = await user.sentinel("logs", "api", "-n", "1000000");
  const numbers = out
    .trim()
    .split("\n")
    .map((line) => Number(/(\d+)$/.exec(line)?.[1]));
  expect(numbers.length).toBeGreaterThan(10);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
};

describe("sentinel service install under systemd", () => {
  withSystemd("starts the tree, enables it, and says what a user without lingering should know", async () => {
    user = await startUserManager(yaml);
    const { code, out, err } = await user.sentinel("service", "install");
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toContain("loginctl enable-linger");
    expect(out).toContain("journalctl --user-unit=sentinel-shop.service");
    await untilAllRun();
    expect((await user.run("systemctl", "--user", "is-enabled", user.unit)).out).toBe("enabled\n");
    expect(await user.service()).toMatchObject({
      state: "running",
      pid: await mainPid(),
      starts: 1,
      lastEnd: null,
    });
    await untilStatusText("2 of 2 children run");
    // Each setting is one that systemd has understood.
    expect(await user.show("KillMode")).toBe("process");
    expect(await user.show("StartLimitIntervalUSec")).toBe("0");
    expect((await user.run("systemctl", "--user", "show", user.unit)).out).not.toContain("bad-setting");
  });

  withSystemd("says nothing of lingering to a user who lingers", async () => {
    user = await startUserManager(yaml);
    await user.run("touch", "/var/lib/systemd/linger/root");
    const { out } = await user.sentinel("service", "install");
    expect(out).toContain("who lingers");
    expect(out).not.toContain("enable-linger");
    expect((await user.service()).problems).toEqual([]);
  });

  withSystemd("takes over from a daemon that runs, and leaves its children alone", async () => {
    user = await startUserManager(yaml);
    expect((await user.sentinel("up", "--detach")).code).toBe(0);
    const before = await pids();
    expect((await user.sentinel("service", "install")).code).toBe(0);
    expect(await pids()).toEqual(before);
    expect((await status()).daemon.pid).toBe(await mainPid());
    await expectEveryLine();
  });

  withSystemd("a second time leaves the children alone, too", async () => {
    const before = await installed();
    const daemon = await mainPid();
    expect((await user.sentinel("service", "install")).code).toBe(0);
    expect(await another(daemon)).not.toBe(daemon);
    expect(await pids()).toEqual(before);
  });

  withSystemd("is undone by uninstall", async () => {
    const before = await installed();
    const { definition } = await user.service();
    expect((await user.sentinel("service", "uninstall")).code).toBe(0);
    for (const pid of Object.values(before)) expect(isAlive(pid)).toBe(false);
    expect((await user.service()).state).toBe("not installed");
    expect((await user.run("ls", definition)).code).not.toBe(0);
    expect((await user.run("systemctl", "--user", "is-enabled", user.unit)).code).not.toBe(0);
  });

  withSystemd("runs a command with awkward words as they are", async () => {
    user = await startUserManager(yaml);
    const place = join(user.tree, `50% "$HOME" it's`);
    await user.run("mkdir", place);
    await user.run("mv", "sentinel.yaml", place);
    const file = join(place, "sentinel.yaml");
    const { code, err } = await user.sentinel("service", "install", "-f", file);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect((await status()).file?.source).toBe(file);
  });
});

describe("sentinel service without a systemd to ask", () => {
  withSystemd("says so, and what to do instead", async () => {
    user = await startUserManager(yaml);
    const nowhere = [
      "env",
      "-u",
      "DBUS_SESSION_BUS_ADDRESS",
      `XDG_RUNTIME_DIR=${user.tree}/nowhere`,
    ] as const;
    const { code, err, out } = await user.run(...nowhere, process.execPath, program, "service", "install");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("root has no systemd of its own here");
    expect(err).toContain("`--system`");
    const asked = await user.run(...nowhere, process.execPath, program, "service", "status");
    expect(asked.err).toMatch(/^sentinel: root has no systemd of its own here/);
    // Nothing was written.
    expect((await user.run("ls", "../home/.config/systemd/user")).out).toBe("");
    const system = await user.sentinel("service", "status", "--system", "--name", "sentinel-shop");
    expect(system.code).toBe(1);
  });
});

describe("a daemon that systemd keeps", () => {
  withSystemd(
    `is started again after a kill -9, ${kills} times; the children live on, and no line is lost`,
    async () => {
      const before = await installed();
      let daemon = await mainPid();
      for (let kill = 0; kill < kills; kill += 1) {
        process.kill(daemon, "SIGKILL");
        daemon = await another(daemon);
        expect(await pids()).toEqual(before);
      }
      expect((await user.service()).starts).toBe(kills + 1);
      await expectEveryLine();
    },
  );

  withSystemd("is replaced by a newer one on `service restart`, and the children live on", async () => {
    const before = await installed();
    const daemon = await mainPid();
    const { code, err } = await user.sentinel("service", "restart");
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(await another(daemon)).not.toBe(daemon);
    expect(await pids()).toEqual(before);
    await expectEveryLine();
  });

  withSystemd("is replaced by systemd's own on `up --replace`", async () => {
    const before = await installed();
    const daemon = await mainPid();
    expect((await user.sentinel("up", "--detach", "--replace")).code).toBe(0);
    expect((await status()).daemon.pid).toBe(await another(daemon));
    expect(await pids()).toEqual(before);
  });

  // The event loop feeds the watchdog.
  withSystemd("is replaced if its event loop stands still, and the children live on", async () => {
    const before = await installed();
    await user.dropIn("[Service]\nWatchdogSec=3s\n");
    await user.sentinel("service", "restart");
    const daemon = await another(0);
    process.kill(daemon, "SIGSTOP");
    await another(daemon);
    expect(await pids()).toEqual(before);
    expect((await user.run("journalctl", `--user-unit=${user.unit}`)).out).toContain("Watchdog timeout");
    await expectEveryLine();
  });

  withSystemd("is not disturbed by the watchdog for three of its timeouts", async () => {
    await installed();
    await user.dropIn("[Service]\nWatchdogSec=3s\n");
    await user.sentinel("service", "restart");
    await expectSameFor(9_000);
  });

  withSystemd("reports by systemd-notify where koffi can't be loaded", async () => {
    await installed();
    const preload = join(user.tree, "withoutKoffi.cjs");
    writeFileSync(preload, withoutKoffi);
    await user.dropIn(`[Service]\nWatchdogSec=3s\nEnvironment="NODE_OPTIONS=--require=${preload}"\n`);
    await user.sentinel("service", "restart");
    await untilStatusText("2 of 2 children run");
    await expectSameFor(9_000);
    // Otherwise it would have reported by koffi after all.
    expect(readFileSync(`${preload}.asked`, "utf8")).toContain("koffi");
  });

  withSystemd(
    "stops the children in reverse order on `systemctl stop`, and is not started again",
    async () => {
      const before = await installed();
      expect((await user.run("systemctl", "--user", "stop", user.unit)).code).toBe(0);
      for (const pid of Object.values(before)) expect(isAlive(pid)).toBe(false);
      const events = (await user.sentinel("events", "-n", "1000", "--json")).out;
      const stopped = events
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { subject: string; to?: string })
        .filter(({ subject, to }) => to === "stopped" && subject !== "")
        .map(({ subject }) => subject);
      expect(stopped.slice(-2)).toEqual(["api", "db"]);
      expect(await user.show("ActiveState")).toBe("inactive");
      expect(await user.show("Result")).toBe("success");
      expect((await user.service()).state).toBe("stopped");
    },
  );

  // A child's stop may be longer than what the unit was made for.
  withSystemd("has as much time to stop as its children need, whatever the unit says", async () => {
    await installed(`
version: 1
name: shop
children:
  slow: { command: [sh, -c, "trap 'sleep 8; exit 0' TERM; while :; do sleep 0.1; done"], stop: { timeout: 60s } }
`);
    await user.dropIn("[Service]\nTimeoutStopSec=2s\n");
    expect((await user.run("systemctl", "--user", "stop", user.unit)).code).toBe(0);
    expect(await user.show("Result")).toBe("success");
    expect((await user.sentinel("events", "-n", "100")).out).not.toContain("SIGKILL");
  });

  withSystemd("stays down after `sentinel down`, until it is started again", async () => {
    const before = await installed();
    const { code, err } = await user.sentinel("down");
    expect(code).toBe(0);
    expect(err).toContain("sentinel service start");
    await untilUnitIs("inactive");
    for (const pid of Object.values(before)) expect(isAlive(pid)).toBe(false);
    expect((await user.sentinel("service", "start")).code).toBe(0);
    await untilUnitIs("active");
    await untilAllRun();
  });

  withSystemd("waits for its home longer than a start may take, and says so", async () => {
    await installed();
    await user.sentinel("service", "stop");
    renameSync(user.home, `${user.home}.away`);
    await user.dropIn("[Service]\nTimeoutStartSec=3s\n");
    await user.run("systemctl", "--user", "start", "--no-block", user.unit);
    await untilStatusText(`the home ${user.home} is not there`);
    const daemon = await mainPid();
    const since = Date.now();
    await eventually("two timeouts have passed", () => Date.now() - since > 6_000);
    expect(await mainPid()).toBe(daemon);
    expect(await user.service()).toMatchObject({
      state: "starting",
      problems: expect.arrayContaining([
        expect.objectContaining({ what: expect.stringContaining("is not there") }),
      ]),
    });
    renameSync(`${user.home}.away`, user.home);
    await untilUnitIs("active");
    expect(await mainPid()).toBe(daemon);
    await untilAllRun();
  });

  withSystemd("is not started again where the file is wrong and there is no tree to continue", async () => {
    await installed();
    await user.sentinel("service", "stop");
    user.write("version: 1\nname: shop\nchildren: 7\n");
    expect((await user.sentinel("service", "start")).code).toBe(0);
    await untilUnitIs("failed");
    expect(await user.service()).toMatchObject({ state: "stopped", pid: null, lastEnd: { code: 5 } });
    expect((await user.sentinel("service", "logs")).out).toContain("sentinel.yaml");
    user.write(yaml);
    expect((await user.sentinel("service", "start")).code).toBe(0);
    await untilUnitIs("active");
  });

  withSystemd("applies its file on `systemctl reload`", async () => {
    await installed();
    user.write(`${yaml}  more: { command: [sleep, "1000"] }\n`);
    expect((await user.run("systemctl", "--user", "reload", user.unit)).code).toBe(0);
    expect((await status()).children.map(({ path }) => path)).toContain("more");
  });

  // Children must not answer for the daemon, nor find its journal; what keeps a daemon's memory small is not meant for them.
  withSystemd("does not pass systemd's variables and the daemon's own on to children", async () => {
    await installed(`
version: 1
name: shop
children:
  heir: { command: [sh, -c, "env > env.txt; echo told; exec sleep 1000"], inherit_env: true, ready: { log: told } }
`);
    const { out } = await user.run("cat", "env.txt");
    expect(out).toContain("HOME=");
    expect(out).not.toMatch(
      /^(NOTIFY_SOCKET|WATCHDOG|INVOCATION_ID|JOURNAL_STREAM|SENTINEL_SERVICE|SENTINEL_OWN|MALLOC_)/m,
    );
    const ownVariables = readFileSync(`/proc/${(await status()).daemon.pid}/environ`, "utf8");
    expect(ownVariables).toContain("MALLOC_ARENA_MAX=1");
  });
});

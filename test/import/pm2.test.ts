// Faults of the import of PM2's files, found with real ones: rows I1 to I3, I6, I7 and I15 to I17 of the list. Cause:
// PM2's limit was taken for a number of restarts that always holds, texts were split at every blank, and what PM2 and
// dotenv put into the environment was left out without a word.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { evaluate } from "../../src/cli/import/evaluate.ts";
import { imported } from "./imported.ts";
import { requestOf } from "./sources.ts";

const folder = mkdtempSync(join(tmpdir(), "sentinel-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One app as `apps.json` has it. */
const app = (keys: Readonly<Record<string, unknown>>) =>
  imported("pm2", "apps.json", JSON.stringify({ apps: [{ name: "a", script: "./a.js", ...keys }] }));

const script = async (code: string) => {
  const file = join(folder, "ecosystem.config.js");
  const { value, asked } = await evaluate(file, code);
  return imported("pm2", "ecosystem.config.js", code, { evaluated: value, asked });
};

it("I1: an app of an unknown user or group is left down and reported", () => {
  for (const key of ["uid", "gid"]) {
    const { service, told } = app({ [key]: "nosuch" });
    expect(service("a").autostart).toBe(false);
    expect(told(key)).toMatch(/^unsupported: there is no (user|group) nosuch here, so it is not started/);
  }
});

describe("the limit of restarts", () => {
  it("I2: is none if the delays prevent PM2 from ever reaching it", () => {
    for (const keys of [{ exp_backoff_restart_delay: 100 }, { restart_delay: 2000, max_restarts: 5 }])
      expect(app(keys).service("a")).toMatchObject({
        onLimit: "wait",
        limit: { restarts: 100, periodMs: 60_000 },
      });
    expect(app({ restart_delay: 2000, max_restarts: 5 }).told("max_restarts")).toContain("never given up");
  });

  it("I2: applies if the delays are too short for that", () => {
    for (const keys of [{ exp_backoff_restart_delay: 100, max_restarts: 5 }, { restart_delay: 100 }])
      expect(app(keys).service("a").onLimit).toBe("fail");
  });

  it("I3: allows one restart less than max_restarts, which counts the first start too", () => {
    expect(app({ max_restarts: 3 }).service("a").limit).toEqual({ restarts: 2, periodMs: 2_000 });
    expect(app({ max_restarts: 1 }).service("a").limit?.restarts).toBe(0);
    expect(app({}).service("a").limit).toEqual({ restarts: 15, periodMs: 15_000 });
  });
});

it("I6: quoted words of args and node_args stay one word, without their quotes", () => {
  expect(app({ args: '--title "two words"' }).service("a").command).toEqual({
    argv: ["node", "./a.js", "--title", "two words"],
  });
  expect(app({ node_args: "-r 'a b'", args: '--d="e f"' }).service("a").command).toEqual({
    argv: ["node", "-r", "a b", "./a.js", '--d="e f"'],
  });
  expect(app({ args: ["one two"] }).service("a").command).toEqual({ argv: ["node", "./a.js", "one two"] });
});

describe("a script", () => {
  it("I7: that reads a file with dotenv makes it the env file of each app, which is reported", async () => {
    for (const code of [
      'require("dotenv").config();',
      'require("dotenv/config");',
      'const { config } = require("dotenv"); config({});',
    ]) {
      const { yaml, told, service } = await script(
        `${code} module.exports = { apps: [{ name: "a", script: "a.js" }] }`,
      );
      expect(yaml).toMatch(/defaults:\n {2}env_file: \[ \.env\? \]/);
      expect(told("dotenv")).toMatch(/^approximate: /);
      expect(Object.keys(service("a").env)).toContain("NAME");
    }
    const named = await script(
      'require("dotenv").config({ path: require("path").join(__dirname, "cfg/x.env") }); module.exports = [{ script: "a.js" }]',
    );
    expect(named.yaml).toMatch(/defaults:\n {2}env_file: \[ cfg\/x\.env\? \]/);
  });

  it("I7: that copies its whole environment is reported, with the variables that it reads", async () => {
    for (const env of ["{ ...process.env }", "process.env", "Object.assign({}, process.env)"]) {
      const { told, report } = await script(`module.exports = [{ script: "a.js", env: ${env} }]`);
      expect(told("process.env")).toMatch(/^approximate: the script copies its whole environment/);
      expect(report.map(({ key }) => key)).not.toContain("toJSON");
    }
    const { told } = await script('module.exports = [{ script: "a.js", watch: "DEBUG" in process.env }]');
    expect(told("DEBUG")).toMatch(/^approximate: the script asks for process\.env\.DEBUG/);
    expect(told("process.env")).toBe("nothing");
  });
});

it("I15: an app that is not restarted may exit at once", () => {
  expect(app({ autorestart: false, min_uptime: 5000 }).service("a").ready).toEqual({
    kind: "alive",
    minUptimeMs: 0,
  });
  expect(app({ stop_exit_codes: [0] }).service("a").ready).toMatchObject({ minUptimeMs: 0 });
  expect(app({ min_uptime: 5000 }).service("a").ready).toMatchObject({ minUptimeMs: 5_000 });
});

it("I16: cron_restart is reported: no restart at these times, but with autorestart: false it is a job", () => {
  const { told, service } = app({ cron_restart: "0 4 * * *" });
  expect(told("cron_restart")).toBe(
    'unsupported: it is not restarted at these times: write a job that runs `sentinel restart a`, with `schedule: { cron: "0 4 * * *" }`',
  );
  expect(service("a").autostart).toBe(true);
  const job = app({ cron_restart: "0 4 * * *", autorestart: false });
  expect(job.told("cron_restart")).toMatch(/^approximate: with autorestart: false it is a job/);
  expect(job.job("a")).toMatchObject({
    schedules: [{ cron: "0 4 * * *", timezone: "Europe/Berlin" }],
    overlap: { kind: "replace" },
  });
});

describe("variables that PM2 sets", () => {
  it("I17: are set: the number of the only instance, and PYTHONUNBUFFERED for Python", () => {
    expect(app({}).service("a").env).toEqual({ NODE_APP_INSTANCE: "0" });
    expect(app({ instance_var: "ID" }).service("a").env).toEqual({ ID: "0" });
    expect(app({ script: "a.py" }).service("a").env).toMatchObject({ PYTHONUNBUFFERED: "1" });
    expect(app({ script: "a", interpreter: "/v/bin/python3.12" }).service("a").env).toMatchObject({
      PYTHONUNBUFFERED: "1",
    });
  });

  it("I17: or reported, if several instances can't have it", () => {
    const { told, service } = app({ instances: 2 });
    expect(service("a").env).toEqual({});
    expect(told("instances")).toContain("NODE_APP_INSTANCE is not set");
  });
});

// Found with a real cluster: both instances got the same PORT, and the second one could not listen.
describe("instances that share a PORT in PM2's cluster mode", () => {
  it("get one port each", () => {
    const { service, told, yaml } = app({ instances: 2, exec_mode: "cluster", env: { PORT: 3000, A: "b" } });
    expect(yaml).toContain("port: 3000");
    expect(service("a").env).toEqual({ A: "b" });
    expect(told("instances")).toMatch(/^approximate: PORT is this port for the first instance/);
  });

  it("have another one in an environment of the file", () => {
    const { yaml } = app({ instances: 2, port: 3000, env_production: { PORT: 80, B: "c" } });
    expect(yaml).toMatch(
      /environments:\n {2}production:\n {4}children:\n {6}a:\n {8}port: "80"\n {8}env:\n {10}B: c/,
    );
  });

  it("are counted by increment_var in the same way", () => {
    const both = { increment_var: "PORT", env: { PORT: 3000 } };
    expect(app({ ...both, instances: 2 }).told("increment_var")).toMatch(/^exact/);
    expect(app(both).told("increment_var")).toMatch(/^unsupported/);
  });

  it("keep a PORT that is no number, and so does a single instance", () => {
    expect(app({ instances: 2, env: { PORT: "/run/a.sock" } }).service("a").env).toMatchObject({
      PORT: "/run/a.sock",
    });
    expect(app({ env: { PORT: 3000 } }).service("a").env).toMatchObject({ PORT: "3000" });
  });
});

// Found by somebody who has no ecosystem file: `pm2 save` is all that there is.
describe("the dump of PM2's processes", () => {
  const shell = { HOME: "/home/ada", LANG: "C", PM2_HOME: "/home/ada/.pm2", unique_id: "1", web: "{}" };
  const dumped = (keys: Readonly<Record<string, unknown>>) => ({
    ...{ name: "web", namespace: "default", pm_exec_path: "/srv/web/a.js", pm_cwd: "/srv/web" },
    ...{ exec_interpreter: "node", exec_mode: "fork_mode", status: "online", pm_uptime: 1, axm_monitor: {} },
    env: shell,
    ...keys,
  });
  const dump = (...processes: ReadonlyArray<Readonly<Record<string, unknown>>>) => {
    const request = requestOf({ file: "dump.pm2", text: "" });
    return imported("pm2", "dump.pm2", JSON.stringify(processes, null, 2), {
      place: { ...request.place, variables: { HOME: "/home/ada", LANG: "de" } },
    });
  };

  it("is imported like an ecosystem file, without the state of the processes", () => {
    const { service, report } = dump(dumped({ args: ["--fast"], autorestart: false }));
    expect(service("web")).toMatchObject({
      command: { argv: ["node", "/srv/web/a.js", "--fast"] },
      cwd: "/srv/web",
      restart: "temporary",
    });
    expect(report.filter(({ fidelity }) => fidelity === "unknown")).toEqual([]);
  });

  it("has a child for all instances of an app", () => {
    const instance = dumped({ exec_mode: "cluster_mode", env: { ...shell, PORT: 3000 } });
    const { yaml } = dump(instance, instance, dumped({ namespace: "other" }));
    expect(yaml).toMatch(/^ {2}web:\n(?: {4}.*\n)* {4}replicas: 2\n {4}port: 3000\n/m);
    expect(yaml).toMatch(/^ {2}other:/m);
  });

  it("has the variables that the importing shell does not have, and reports how many were left out", () => {
    const { service, told } = dump(dumped({ env: { ...shell, LEVEL: "info" } }));
    expect(service("web").env).toEqual({ LANG: "C", LEVEL: "info", NODE_APP_INSTANCE: "0" });
    expect(told("env")).toMatch(
      /^approximate: .*; 4 variables that this shell has too, or that PM2 sets, were/,
    );
  });
});

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pretendDaemon } from "./pretendDaemon.ts";
import { service, treeOf } from "./statusOf.ts";

const program = join(import.meta.dirname, "../../dist/sentinel.js");

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sentinelIn = (home: string, args: ReadonlyArray<string>): Promise<Said> =>
  new Promise((resolve) => {
    const env = { ...process.env, SENTINEL_HOME: home };
    execFile(process.execPath, [program, ...args], { cwd: folder, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
const sentinel = (...args: ReadonlyArray<string>): Promise<Said> => sentinelIn(join(folder, "home"), args);

const usage = (err: string) => ({ code: 2, out: "", err: `sentinel: ${err}\n` });

describe("a typo", () => {
  it.each([
    [["stats"], 'there is no verb "stats"; did you mean "status"?'],
    [["monit"], 'there is no verb "monit"; use `sentinel top`'],
    [["help", "stauts"], 'there is no verb "stauts"; did you mean "status"?'],
    [
      ["kill", "api"],
      'there is no verb "kill"; `sentinel stop api` stops api, `sentinel signal api KILL` sends it a signal',
    ],
    [["logs", "--lines", "5"], "Unknown option '--lines'; write -n 5"],
    [
      ["config", "import", "eco.config.js"],
      "usage: sentinel config import FORMAT FILE... [-o FILE] [--json]; FORMAT is one of pm2, supervisord, procfile, process-compose, crontab, systemd, launchd",
    ],
    [["status", "--jsn"], "Unknown option '--jsn'; did you mean --json?"],
    [["logs", "--zzz"], "Unknown option '--zzz'; `sentinel help logs` lists the options"],
    [["logs", "-n", "-1"], "Option '-n' argument is ambiguous"],
    [["list"], 'there is no verb "list"; use `sentinel status`'],
    [["status", "a", "--", "b"], 'unexpected argument "b"; usage: sentinel status [PATH...] [--check]'],
    [
      ["down", "web"],
      'unexpected argument "web"; usage: sentinel down [--now]; `sentinel stop PATH` stops one child',
    ],
    [
      ["config", "validate", "other.yaml"],
      'unexpected argument "other.yaml"; usage: sentinel config validate [-f FILE] [--env NAME]',
    ],
    [["stop"], "usage: sentinel stop PATH..."],
    [["explain"], "usage: sentinel explain PATH..."],
    [["wait"], "usage: sentinel wait PATH... [--for ready|healthy|finished] [--timeout T]"],
    [["events", "-f", "--until", "1h"], "--until ends in the past; leave it out, or leave out -f"],
    [
      ["logs", ""],
      "an argument is empty, perhaps an unset variable; usage: sentinel logs [PATH...] [-f] [-n N]",
    ],
    [["stop", ""], "an argument is empty, perhaps an unset variable; usage: sentinel stop PATH..."],
    [
      ["restart", "a", ""],
      "an argument is empty, perhaps an unset variable; usage: sentinel restart PATH...",
    ],
    [["scale", "pool"], "usage: sentinel scale PATH N"],
    [["scale", "pool", "-1"], "Unknown option '-1'; `sentinel help scale` lists the options"],
    [["scale", "pool", "few"], 'N takes a whole number, not "few"'],
    [["add", "x"], "usage: sentinel add NAME [--under PATH] -- COMMAND..."],
    [["add", "--", "x"], "usage: sentinel add NAME [--under PATH] -- COMMAND..."],
    [["signal", "db"], "usage: sentinel signal PATH SIGNAL"],
    [
      ["signal", "db", "FOO"],
      '"FOO" is not a signal; write a name such as HUP, SIGHUP or RTMIN+3, or a number',
    ],
    [["events", "-n", "1.5"], '-n takes a whole number, not "1.5"'],
  ] as const)("is a usage error with exit code 2: sentinel %j", async (args, err) => {
    expect(await sentinel(...args)).toEqual(usage(err));
  });
});

describe("without a daemon", () => {
  it.each(["status", "down", "explain x", "stop x", "events", "signal x HUP"])(
    "ends with 3 and says what to do: sentinel %s",
    async (words) => {
      const { code, out, err } = await sentinel(...words.split(" "));
      expect({ code, out }).toEqual({ code: 3, out: "" });
      expect(err).toContain("no daemon is running in");
      expect(err).toContain("start one with `sentinel up`");
    },
  );

  // F9
  it.each(["logs", "logs -f", "events", "events -f", "config history", "config diff"])(
    "has nothing to read in a home that there is not: sentinel %s",
    async (words) => {
      const { code, out, err } = await sentinel(...words.split(" "));
      expect({ code, out }).toEqual({ code: 3, out: "" });
      expect(err).toContain("there are no records of an earlier one; start one with `sentinel up`");
    },
  );

  it("reports that children may still be running if the last daemon died", async () => {
    const home = mkdtempSync(join(folder, "killed-"));
    writeFileSync(join(home, "daemon.json"), '{"pid":1}');
    const { code, out, err } = await sentinelIn(home, ["down"]);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain("may still be running. Start one with `sentinel up`, which adopts them");
  });

  it("exits with 5 for an invalid file, and for a missing one", async () => {
    writeFileSync(join(folder, "bad.yaml"), "version: 1\nname: x\nchildren: { a: { comand: x } }\n");
    for (const args of [["up"], ["up", "--detach"], ["daemon"]]) {
      const invalid = await sentinel(...args, "-f", "bad.yaml");
      expect({ code: invalid.code, out: invalid.out }, args.join(" ")).toEqual({ code: 5, out: "" });
      expect(invalid.err).toContain('did you mean "command"?');
      expect((await sentinel(...args, "-f", "none.yaml")).code).toBe(5);
    }
  });

  it("treats an empty SENTINEL_HOME as unset", async () => {
    const env = { ...process.env, SENTINEL_HOME: "", HOME: folder };
    const err = await new Promise<string>((resolve) => {
      execFile(process.execPath, [program, "status"], { cwd: "/", env }, (_, __, said) => resolve(said));
    });
    expect(err).toContain(`no daemon is running in ${folder}/.sentinel;`);
  });

  it("prints its version and its verbs, also with `VERB --help`", async () => {
    expect(await sentinel("--version")).toEqual({ code: 0, out: "sentinel 0.1.0\n", err: "" });
    expect(JSON.parse((await sentinel("version", "--json")).out)).toEqual({ version: "0.1.0" });
    expect((await sentinel("--help")).out).toContain("scale PATH N");
    expect((await sentinel("help", "status")).out).toMatch(/^sentinel status /);
    expect((await sentinel("down", "-h")).out).toMatch(/^sentinel down \[--now\]\n/);
  });
});

describe("following a daemon that ends in order", () => {
  // It ended in silence with exit code 0, as if the children had nothing more to say.
  it.each(["logs", "events"])("says so on standard error: sentinel %s -f", async (verb) => {
    const daemon = await pretendDaemon((asked) =>
      asked.includes("/live") ? { stream: (out) => out.end() } : { json: { items: [], complete_after: 0 } },
    );
    const { code, out, err } = await sentinelIn(daemon.home, [verb, "-f"]);
    await daemon.end();
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toBe("sentinel: the daemon has exited\n");
  });
});

describe("following the events of a daemon that was killed", () => {
  const event = (seq: number, at: string) => ({
    ...{ seq, at: `2026-01-01T00:00:0${at}.000Z`, type: "alarm", alarm: "health", subject: "db" },
    ...{ by: "system", run: null, reason: `at ${at}` },
  });

  // What a daemon has told and not written is lost with it, and the next one gives the numbers to others.
  it("goes by the journal, once that can be read: numbers may have been given again", async () => {
    const whole = { json: { items: [event(1, "1"), event(2, "7"), event(3, "8")], complete_after: 0 } };
    const unreadable = { status: 503, json: { code: "JournalError", detail: "the journal can't be used" } };
    const connections: Array<ServerResponse> = [];
    const daemon = await pretendDaemon((asked) => {
      if (asked.includes("/live"))
        return {
          stream: (out) => {
            out.write("\n");
            if (connections.push(out) === 1) out.write(`${JSON.stringify(event(2, "2"))}\n`);
          },
        };
      const [first] = connections;
      if (connections.length > 1) return connections.length === 2 ? unreadable : whole;
      setImmediate(() => first?.end());
      return { json: { items: [event(1, "1")], complete_after: 0 } };
    });
    writeFileSync(join(daemon.home, "daemon.json"), JSON.stringify({ pid: process.pid }));
    const following = sentinelIn(daemon.home, ["events", "-f", "--json"]);
    await expect.poll(() => daemon.asked.length, { timeout: 20_000 }).toBe(6);
    rmSync(join(daemon.home, "daemon.json"));
    connections[2]?.end();
    const { code, out, err } = await following;
    await daemon.end();
    expect(code).toBe(0);
    const told = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told.map(({ seq, reason }) => `${seq} ${reason}`)).toEqual([
      "1 at 1",
      "2 at 2",
      "2 at 7",
      "3 at 8",
    ]);
    expect(err).toMatch(/taken over; continuing with it\nsentinel: the daemon has exited\n$/);
  });
});

describe("the lines of children", () => {
  const line = {
    seq: 1,
    at: "2026-01-31T14:30:00.120Z",
    path: "web/api",
    run: 4,
    stream: "stdout",
    text: "hi",
  };

  it("have their times before them with -t, whatever else is asked for", async () => {
    const daemon = await pretendDaemon(() => ({
      stream: (out) => out.end(`\n${JSON.stringify(line)}\n`),
    }));
    const said = async (...args: ReadonlyArray<string>) =>
      (await sentinelIn(daemon.home, ["logs", ...args])).out;
    const time = String.raw`2026-0[12]-\d\dT\d\d:\d\d:00\.120[+-]\d\d:\d\d`;
    expect(await said()).toBe("web/api | hi\n");
    expect(await said("-t")).toMatch(new RegExp(`^${time} web/api \\| hi\n$`));
    expect(await said("api", "--timestamps", "-f", "--grep", "h")).toMatch(new RegExp(`^${time} hi\n$`));
    expect(JSON.parse(await said("-t", "--json"))).toEqual(line);
    expect(daemon.asked).toContain('POST /logs/live?path=api&grep=h {"places":null}');
    await daemon.end();
  });
});

describe("with a daemon", () => {
  const db = service("db");
  const health = {
    event_loop_delay_ms: { p50: 0, p99: 1, max: 2 },
    memory: 1,
    descriptors: null,
    disk_free: 0,
    output_lag: { unread_bytes: 0, oldest_unread_ms: 0, child: null },
    ailments: ["0 MB are free"],
  };
  const ailing = treeOf([db], {
    daemon: { ...treeOf([]).daemon, health },
    file: { source: "/f", problem: { kind: "invalid", brief: "wrong", message: "all that is wrong" } },
  });
  const outcomes = [
    { path: "db", state: "running", reached: true, reason: "alive" },
    { path: "web", state: "failed", reached: false, reason: "exit code 1" },
  ];
  const alarm = (seq: number) => ({
    ...{ seq, type: "alarm", alarm: "health", subject: "db", by: "system", run: null, reason: "full" },
    at: "2026-01-01T00:00:00.000Z",
  });
  const answers: Record<string, { status?: number; json: unknown }> = {
    "GET /status": { json: treeOf([db]) },
    "GET /status?path=db": { json: treeOf([db]) },
    "GET /status?path=d*": { json: treeOf([db]) },
    "GET /status?path=web": {
      status: 404,
      json: { code: "NoSuchChild", detail: "there is no child web" },
    },
    "GET /status?path=nobody%20else": {
      status: 404,
      json: { code: "NoSuchChild", detail: "there is no child nobody else" },
    },
    "GET /status?path=all": {
      status: 404,
      json: { code: "NoSuchChild", detail: "there is no child all; did you mean api?" },
    },
    "GET /status?path=ailing": { json: ailing },
    "GET /status?path=nobody": {
      status: 404,
      json: { code: "NoSuchChild", detail: "there is no child nobody" },
    },
    "POST /children": { status: 400, json: { code: "BadRequest", detail: "no name" } },
    "GET /children/db/explain": {
      json: {
        ...{ path: "db", state: "running", facts: { since: "2026-01-01T00:00:00.000Z" } },
        sentences: ["One since 2026-01-01T00:00:00.000Z.", "Two.\u001b[2J"],
      },
    },
    "GET /events?last=50&limit=1000": { json: { items: [], complete_after: 0 } },
    "GET /events?path=old&last=50&limit=1000": { json: { items: [], complete_after: 700 } },
    "GET /events?path=old&last=0&limit=1000": { json: { items: [], complete_after: 700 } },
    "GET /events?path=db&last=1&limit=1000": { json: { items: [alarm(12)], complete_after: 12 } },
    "GET /events?path=db&last=2&limit=1000": { json: { items: [alarm(13), alarm(14)], complete_after: 12 } },
  };
  const actions: Record<string, { status?: number; json: unknown }> = {
    start: { json: { outcomes } },
    stop: { json: { outcomes: outcomes.slice(0, 1) } },
    scale: { status: 409, json: { code: "NotPossible", detail: "db is not replicated" } },
    signal: { json: { outcomes: outcomes.slice(1) } },
  };
  const answerTo = (asked: string, body: string) =>
    asked === "POST /actions" ? actions[JSON.parse(body).verb] : answers[asked];
  let daemon: Awaited<ReturnType<typeof pretendDaemon>>;
  beforeEach(async () => {
    daemon = await pretendDaemon(
      (asked, body) => answerTo(asked, body) ?? { status: 404, json: { detail: asked } },
    );
  });
  afterEach(() => daemon.end());
  const ask = (...args: ReadonlyArray<string>): Promise<Said> => sentinelIn(daemon.home, args);

  it("writes plain, complete lines without a terminal", async () => {
    const { code, out, err } = await ask("status");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^● shop running {2}1 running\n.*\n└─ ● db .*\n$/);
  });

  // F15: "one word too many"
  it("takes several paths: one that names nothing ends with 4, and the others are shown", async () => {
    const several = await ask("status", "db", "nobody", "--json");
    expect(JSON.parse(several.out)).toEqual(treeOf([db]));
    expect(several).toMatchObject({ code: 4, err: "sentinel: there is no child nobody\n" });
    expect(await ask("explain", "db", "nobody")).toMatchObject({
      code: 4,
      out: expect.stringMatching(/^One since /),
    });
    expect(daemon.asked).toContain("GET /children/db/explain");
    expect(await ask("status", "nobody", "nobody else")).toMatchObject({ code: 4, out: "" });
    expect((await ask("explain", "d*", "web", "--json")).out).toBe(
      (await ask("explain", "db", "--json")).out,
    );
  });

  // F15
  it("takes all for the whole tree, which is /", async () => {
    expect(await ask("status", "all")).toMatchObject({
      code: 4,
      err: "sentinel: there is no child all; the whole tree is /: `sentinel status /`\n",
    });
  });

  it("reports problems of the daemon itself and its file on standard error", async () => {
    const { code, err } = await ask("status", "ailing");
    expect(code).toBe(0);
    expect(err).toBe("sentinel: all that is wrong\nsentinel: the daemon itself: 0 MB are free\n");
  });

  it("writes one JSON document and nothing else with --json", async () => {
    expect(JSON.parse((await ask("status", "--json")).out)).toEqual(treeOf([db]));
    expect(JSON.parse((await ask("--json", "stop", "db")).out)).toEqual({ outcomes: outcomes.slice(0, 1) });
    expect(JSON.parse((await ask("explain", "db", "--json")).out)).toMatchObject({ path: "db" });
    expect((await ask("events", "--json")).out).toBe("");
  });

  it("reports on standard error that requested events are no longer kept", async () => {
    const said = async (...args: ReadonlyArray<string>) => (await ask("events", ...args)).err;
    expect(await said("old")).toMatch(/^sentinel: up to event 700, only .* are kept\n$/);
    expect(await said("db", "-n", "1")).toContain("up to event 12");
    expect(await said("db", "-n", "2")).toBe("");
    expect(await said("old", "-n", "0")).toBe("");
    expect(await said()).toBe("");
  });

  it("exits with 0 on success, and with 1 on failure, which is reported on standard error", async () => {
    expect(await ask("stop", "db")).toEqual({ code: 0, out: "db: running (alive)\n", err: "" });
    expect(await ask("start", "db", "web")).toEqual({
      code: 1,
      out: "db: running (alive)\n",
      err: "web: failed (exit code 1)\n",
    });
    expect((await ask("start", "db", "web", "--json")).code).toBe(1);
    expect((await ask("start", "db", "web", "--no-wait")).code).toBe(0);
    expect(await ask("signal", "db", "hup")).toEqual({ code: 1, out: "", err: "nothing runs at db\n" });
  });

  it("ends with 1, 2 or 4 as the daemon's refusal has it", async () => {
    expect(await ask("scale", "db", "2")).toEqual({
      code: 1,
      out: "",
      err: "sentinel: db is not replicated\n",
    });
    expect(await ask("add", "x", "--", "y")).toEqual({ code: 2, out: "", err: "sentinel: no name\n" });
    expect(await ask("status", "nobody")).toEqual({
      code: 4,
      out: "",
      err: "sentinel: there is no child nobody\n",
    });
  });

  it("sends the principal and the exact request", async () => {
    await ask("add", "x", "--under", "web", "--no-wait", "--", "sleep", "--", "1");
    const [asked = ""] = daemon.asked;
    expect(daemon.claims[0]).toBe(encodeURIComponent(process.env.SUDO_USER ?? userInfo().username));
    expect(asked).toMatch(/^POST \/children /);
    expect(JSON.parse(asked.slice(asked.indexOf("{")))).toEqual({
      under: "web",
      name: "x",
      command: { argv: ["sleep", "--", "1"] },
      // R21: what the command names is looked for where it was typed.
      cwd: realpathSync(folder),
      wait: false,
      // Daemons of version 0.1 take it from here.
      by: expect.stringMatching(/^user:/),
    });
  });

  it("finds the home that is named before the verb or after it, rather than the one of the environment", async () => {
    for (const args of [
      ["--home", daemon.home, "status"],
      [`--home=${daemon.home}`, "status"],
      ["status", "--home", daemon.home],
    ])
      expect((await sentinel(...args)).code).toBe(0);
  });

  it("takes the options of every verb before a verb of two words, too", async () => {
    const { code, out } = await sentinel("--json", "config", "schema");
    expect([code, JSON.parse(out).type]).toEqual([0, "object"]);
  });

  it("lets no output of a child move the cursor", async () => {
    expect((await ask("explain", "db")).out).toMatch(/^One since \S+ \d\d:\d\d:00 \(.*\)\.\nTwo\. \[2J\n$/);
  });

  it("takes a daemon that ends before it has answered for a failure", async () => {
    await daemon.end();
    daemon = await pretendDaemon(() => ({ stream: (out) => out.destroy() }));
    expect(await ask("status")).toMatchObject({ code: 1, out: "" });
  });
});

describe("a tree in the foreground", () => {
  it("prints each of its events from the first on, as JSON lines with --json", async () => {
    const tree = "version: 1\nname: x\nchildren: { a: { command: sleep 1000, min_uptime: 50ms } }\n";
    writeFileSync(join(folder, "sentinel.yaml"), tree);
    const up = spawn(process.execPath, [program, "up", "--json", "--home", join(folder, "home")], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const events = [];
    for await (const line of createInterface({ input: up.stdout })) {
      const event = JSON.parse(line);
      events.push(event);
      if (event.subject === "" && event.to === "running") up.kill("SIGINT");
    }
    expect(events[0]).toMatchObject({ seq: 1, subject: "", from: "stopped", to: "starting" });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({ subject: "", from: "stopping", to: "stopped" });
    if (up.exitCode === null) await once(up, "exit");
    expect(up.exitCode).toBe(130);
  });
});

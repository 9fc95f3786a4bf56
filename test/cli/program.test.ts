import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
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

describe("what is typed wrong", () => {
  it.each([
    [["stats"], 'there is no verb "stats"; did you mean "status"?'],
    [["top"], "top is not supported by this version yet"],
    [["status", "--jsn"], "Unknown option '--jsn'; did you mean --json?"],
    [["logs", "--zzz"], "Unknown option '--zzz'"],
    [["logs", "-n", "-1"], "Option '-n' argument is ambiguous"],
    [["list"], 'there is no verb "list"; here it is `sentinel status`'],
    [["status", "a", "b"], '"b" is one word too many; usage: sentinel status [PATH]'],
    [
      ["down", "web"],
      '"web" is one word too many; usage: sentinel down [--now]; `sentinel stop PATH` stops one child',
    ],
    [
      ["config", "validate", "other.yaml"],
      '"other.yaml" is one word too many; usage: sentinel config validate [-f FILE] [--env NAME]',
    ],
    [["stop"], "usage: sentinel stop PATH..."],
    [["explain"], "usage: sentinel explain PATH"],
    [["logs", "a", "b"], '"b" is one word too many; usage: sentinel logs [PATH] [-f] [-n N]'],
    [["stop", ""], '"" is no path; the whole tree is /; usage: sentinel stop PATH...'],
    [["restart", "a", ""], '"" is no path; the whole tree is /; usage: sentinel restart PATH...'],
    [["scale", "pool"], "usage: sentinel scale PATH N"],
    [["scale", "pool", "-1"], "Unknown option '-1'"],
    [["scale", "pool", "few"], 'N takes a whole number, not "few"'],
    [["add", "x"], "usage: sentinel add NAME [--under PATH] -- COMMAND..."],
    [["add", "--", "x"], "usage: sentinel add NAME [--under PATH] -- COMMAND..."],
    [["signal", "db"], "usage: sentinel signal PATH SIGNAL"],
    [["signal", "db", "FOO"], '"FOO" is not a signal; write a name such as HUP or SIGHUP'],
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

  it("says that children may run on where the last daemon did not end in order", async () => {
    const home = mkdtempSync(join(folder, "killed-"));
    writeFileSync(join(home, "daemon.json"), '{"pid":1}');
    const { code, out, err } = await sentinelIn(home, ["down"]);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain("may run on. Start one with `sentinel up`, which takes that up");
  });

  it("ends with 5 for a file that is not valid, and for none", async () => {
    writeFileSync(join(folder, "bad.yaml"), "version: 1\nname: x\nchildren: { a: { comand: x } }\n");
    for (const args of [["up"], ["up", "--detach"], ["daemon"]]) {
      const invalid = await sentinel(...args, "-f", "bad.yaml");
      expect({ code: invalid.code, out: invalid.out }, args.join(" ")).toEqual({ code: 5, out: "" });
      expect(invalid.err).toContain('did you mean "command"?');
      expect((await sentinel(...args, "-f", "none.yaml")).code).toBe(5);
    }
  });

  it("takes an empty SENTINEL_HOME for none", async () => {
    const env = { ...process.env, SENTINEL_HOME: "", HOME: folder };
    const err = await new Promise<string>((resolve) => {
      execFile(process.execPath, [program, "status"], { cwd: "/", env }, (_, __, said) => resolve(said));
    });
    expect(err).toContain(`no daemon is running in ${folder}/.sentinel;`);
  });

  it("tells its version and its verbs, also where a verb is asked for help", async () => {
    expect(await sentinel("--version")).toEqual({ code: 0, out: "sentinel 0.1.0\n", err: "" });
    expect(JSON.parse((await sentinel("version", "--json")).out)).toEqual({ version: "0.1.0" });
    expect((await sentinel("--help")).out).toContain("scale PATH N");
    expect((await sentinel("down", "-h")).out).toMatch(/^sentinel down \[--now\]\n/);
  });
});

describe("following a daemon that ends in order", () => {
  // It ended in silence with exit code 0, as if the children had nothing more to say.
  it.each(["logs", "events"])("says so on standard error: sentinel %s -f", async (verb) => {
    const daemon = await pretendDaemon((asked) =>
      asked.includes("/live") ? { stream: (out) => out.end() } : { json: { entries: [], complete_after: 0 } },
    );
    const { code, out, err } = await sentinelIn(daemon.home, [verb, "-f"]);
    await daemon.end();
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toBe("sentinel: the daemon that was followed has ended\n");
  });
});

describe("following the events of a daemon that was killed", () => {
  const event = (seq: number, at: string) => ({
    ...{ seq, at: `2026-01-01T00:00:0${at}.000Z`, type: "alarm", alarm: "health", subject: "db" },
    ...{ by: "system", run: null, reason: `at ${at}` },
  });

  // What a daemon has told and not written is lost with it, and the next one gives the numbers to others.
  it("goes by the journal, once that can be read: numbers may have been given again", async () => {
    const whole = { json: { entries: [event(1, "1"), event(2, "7"), event(3, "8")], complete_after: 0 } };
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
      return { json: { entries: [event(1, "1")], complete_after: 0 } };
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
    expect(err).toMatch(/taken over; following again\nsentinel: the daemon that was followed has ended\n$/);
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
    "GET /status?path=ailing": { json: ailing },
    "GET /status?path=nobody": {
      status: 404,
      json: { code: "NoSuchChild", detail: "there is no child nobody" },
    },
    "POST /children/start": { json: { outcomes } },
    "POST /children/stop": { json: { outcomes: outcomes.slice(0, 1) } },
    "POST /children/scale": { status: 409, json: { code: "NotPossible", detail: "db is not replicated" } },
    "POST /children/add": { status: 400, json: { code: "BadRequest", detail: "no name" } },
    "POST /children/signal": { json: { pids: [] } },
    "GET /explain?path=db": {
      json: {
        ...{ path: "db", state: "running", facts: { since: "2026-01-01T00:00:00.000Z" } },
        sentences: ["One since 2026-01-01T00:00:00.000Z.", "Two.\u001b[2J"],
      },
    },
    "GET /events?last=50": { json: { entries: [], complete_after: 0 } },
    "GET /events?path=old&last=50": { json: { entries: [], complete_after: 700 } },
    "GET /events?path=old&last=0": { json: { entries: [], complete_after: 700 } },
    "GET /events?path=db&last=1": { json: { entries: [alarm(12)], complete_after: 12 } },
    "GET /events?path=db&last=2": { json: { entries: [alarm(13), alarm(14)], complete_after: 12 } },
  };
  let daemon: Awaited<ReturnType<typeof pretendDaemon>>;
  beforeEach(async () => {
    daemon = await pretendDaemon((asked) => answers[asked] ?? { status: 404, json: { detail: asked } });
  });
  afterEach(() => daemon.end());
  const ask = (...args: ReadonlyArray<string>): Promise<Said> => sentinelIn(daemon.home, args);

  it("writes plain lines where there is no terminal, uncut", async () => {
    const { code, out, err } = await ask("status");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^● shop running {2}1 running\n.*\n└─ ● db .*\n$/);
  });

  it("says on standard error what is wrong with the daemon itself and its file", async () => {
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

  it("says on standard error where events that would be among those asked for are kept no more", async () => {
    const said = async (...args: ReadonlyArray<string>) => (await ask("events", ...args)).err;
    expect(await said("old")).toMatch(/^sentinel: of the events up to number 700, only .* is kept\n$/);
    expect(await said("db", "-n", "1")).toContain("up to number 12");
    expect(await said("db", "-n", "2")).toBe("");
    expect(await said("old", "-n", "0")).toBe("");
    expect(await said()).toBe("");
  });

  it("ends with 0 where all came about, and with 1 where not, which goes to standard error", async () => {
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

  it("says who asks, and what exactly", async () => {
    await ask("add", "x", "--under", "web", "--no-wait", "--", "sleep", "--", "1");
    const [asked = ""] = daemon.asked;
    expect(asked).toMatch(/^POST \/children\/add /);
    expect(JSON.parse(asked.slice(asked.indexOf("{")))).toEqual({
      under: "web",
      name: "x",
      command: { argv: ["sleep", "--", "1"] },
      wait: false,
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

  it("lets nothing that a child has said move the cursor", async () => {
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

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePlace, type Place } from "../e2e/sentinel.ts";
import { type Assistant, onStdio } from "./assistant.ts";

const tree = `version: 1
name: shop
defaults: { min_uptime: 0, stop: { timeout: 3s } }
children:
  web:
    children:
      api: { command: "sh -c 'echo listening; exec sleep 1000'" }
      worker: { command: sleep 1001 }
  hopeless: { command: "sh -c 'echo no database; echo at all >&2; exit 3'", limit: { restarts: 0, period: 1m } }
  brittle: { command: "sh -c 'exit 4'", min_uptime: 1s, limit: { restarts: 0, period: 1m } }
  prepare: { command: "true", restart: temporary }
  manual: { command: sleep 1002, autostart: false }
  backup:
    command: sh -c 'echo saved to $$TARGET'
    schedule: { cron: "0 3 1 1 *" }
    parameters: { TARGET: null }
  elsewhere: { check: { every: 1d, grace: 1h } }
`;

let place: Place;
let assistant: Assistant;
beforeAll(async () => {
  place = makePlace(tree);
  await place.sentinel("up", "--detach", "--listen", "none");
  assistant = await onStdio(place);
  await assistant.call("wait", { paths: ["prepare"], for: "finished" });
});
afterAll(async () => {
  await assistant.client.close();
  await place.leave();
});

const said = (tool: string, input: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  assistant.call(tool, input).then(({ text, isError }) => `${isError ? "FAILED " : ""}${text}`);

describe("the server", () => {
  it("says what it is for, and which of its tools change something", async () => {
    expect(assistant.client.getServerVersion()).toMatchObject({ name: "sentinel" });
    expect(assistant.client.getInstructions()).toContain("Begin with `status`");
    const { tools } = await assistant.client.listTools();
    const effects = tools.map(({ name, annotations: { readOnlyHint, destructiveHint } = {} }) => [
      name,
      readOnlyHint ? "reads" : destructiveHint ? "interrupts" : "changes",
    ]);
    expect(Object.fromEntries(effects)).toEqual({
      ...{ status: "reads", explain: "reads", logs: "reads", events: "reads", runs: "reads", wait: "reads" },
      ...{ jobs: "reads", next: "reads", ledger: "reads", checks: "reads", metrics: "reads" },
      ...{ run: "changes", skip_next: "changes", pause: "changes", resume: "changes", reload: "interrupts" },
      ...{ plan: "reads", start: "changes", stop: "interrupts", restart: "interrupts", apply: "interrupts" },
    });
    for (const { description, inputSchema } of tools) {
      expect(description?.length).toBeGreaterThan(80);
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
    }
  });

  it("is found in the older revision of the protocol, too", async () => {
    const older = await onStdio(place, { revision: "2025" });
    expect(older.client.getNegotiatedProtocolVersion()).toBe("2025-11-25");
    expect(assistant.client.getNegotiatedProtocolVersion()).toBe("2026-07-28");
    expect((await older.call("status")).text).toContain('The tree "shop" is running');
    await older.client.close();
  });
});

describe("jobs", () => {
  it("are listed, are due, and run with parameters", async () => {
    expect(await said("jobs")).toMatch(
      /^backup: idle, no run yet.*; cron "0 3 1 1 \*" in UTC; parameters: TARGET \(must be given\)$/m,
    );
    expect(await said("next", { path: "backup", count: 1 })).toMatch(/^\d{4}-01-01T03:00:00.000Z \(.+\)$/);
    expect(await said("skip_next", { paths: ["backup"] })).toContain("backup");
    expect(await said("next", { path: "backup", count: 1 })).toMatch(/skip/);
    expect(await said("run", { path: "backup" })).toMatch(/^FAILED .*its parameter TARGET has no default/);
    const started = await said("run", { path: "backup", parameters: { TARGET: "tape" } });
    expect(started).toMatch(/run backup#1@1 has started/);
    await expect.poll(() => said("logs", { paths: ["backup"] })).toContain("saved to tape");
    expect(await said("pause", { paths: ["backup"], until: "2h", reason: "the tape is full" })).toContain(
      "backup",
    );
    expect(await said("jobs")).toMatch(/^backup: paused/m);
    expect(await said("resume", { paths: ["backup"] })).toContain("backup");
    expect(await said("jobs")).not.toMatch(/^backup: paused/m);
    expect(await said("ledger", { paths: ["backup"] })).toBe("Nothing was expected there in that time.");
  });
});

describe("checks", () => {
  it("are listed with their last report", async () => {
    expect(await said("checks")).toMatch(/^elsewhere: new, no report yet/m);
    await place.sentinel("ping", "elsewhere");
    expect(await said("checks")).toMatch(/^elsewhere: up, last report \d+\w+ ago, next in /m);
  });
});

describe("metrics", () => {
  it("are listed by name, and shown as a row for each child", async () => {
    // Measured every 30 seconds.
    const listed = async (): Promise<string> => said("metrics");
    await expect.poll(listed, { timeout: 60_000 }).toMatch(/^sentinel_process_descendants +gauge +\d$/m);
    const history = await said("metrics", { metric: "sentinel_process_descendants", paths: ["web"] });
    expect(history).toMatch(/^subject +last +least +most +avg of each /);
    expect(history.match(/^web\/\w+/gm)).toEqual(["web/api", "web/worker"]);
    expect(await said("metrics", { metric: "unheard_of" })).toContain("there are no samples of unheard_of");
  });
});

describe("status", () => {
  it("shows the tree, with the reason where something does not run, and the next step", async () => {
    const text = await said("status");
    expect(text).toMatch(/^The tree "shop" is running \(.+\), revision sha256:\w{64}\.$/m);
    expect(text).toMatch(/^web \(group, one_for_one\): running for \d+\w$/m);
    expect(text).toMatch(/^web\/api: running for \d+\w; pid \d+; /m);
    expect(text).toMatch(/^hopeless: failed for \d+\w; “at all” .*exit code 3/m);
    expect(text).toMatch(/^manual: stopped for \d+\w; /m);
    expect(text).toContain('2 children do not run as intended. Next: `explain` with the path "hopeless".');
  });

  it("shows only what is asked for", async () => {
    const text = await said("status", { paths: ["worker"] });
    expect(text).toContain("web/worker: running");
    expect(text).not.toContain("web/api");
    expect(text).toContain("Everything that should run does, or is starting.");
  });
});

describe("reload", () => {
  it("is refused by a child that does not say how it is reloaded, with what to do", async () => {
    expect(await said("reload", { paths: ["manual"] })).toMatch(
      /^FAILED manual does not say how it is reloaded; write /,
    );
  });
});

describe("explain", () => {
  it("says why a child has failed, and where to look further", async () => {
    const text = await said("explain", { path: "hopeless" });
    expect(text).toMatch(/^hopeless is failed since /);
    expect(text).toContain("exit code 3, a crash");
    expect(text).toContain('Next: `logs` with the path "hopeless"');
    expect(await said("explain", { path: "/" })).toContain("running");
  });

  it("names the nearest child where there is none of that name", async () => {
    expect(await said("explain", { path: "hopless" })).toBe(
      "FAILED there is no child hopless; did you mean hopeless?",
    );
  });
});

describe("logs", () => {
  it("has the newest lines of the children that are asked for", async () => {
    const text = await said("logs", { paths: ["hopeless", "api"] });
    expect(text).toMatch(/^\S+Z hopeless run 1: no database$/m);
    expect(text).toMatch(/^\S+Z hopeless run 1 stderr: at all$/m);
    expect(text).toMatch(/^\S+Z web\/api run 1: listening$/m);
    expect((await said("logs", { lines: 1 })).split("\n")).toHaveLength(1);
  });

  it("searches by expression, stream, run and time", async () => {
    expect(await said("logs", { grep: "data(base)?$" })).toMatch(/^\S+ hopeless run 1: no database$/);
    expect(await said("logs", { stream: "stderr", since: "1h" })).toMatch(
      /^\S+ hopeless run 1 stderr: at all$/,
    );
    expect(await said("logs", { run: 9 })).toBe("No line of the output that is kept matches.");
    expect(await said("logs", { until: "2020-01-01" })).toBe("No line of the output that is kept matches.");
  });

  it("says what is wrong with a search", async () => {
    expect(await said("logs", { grep: "(" })).toMatch(/^FAILED grep takes a regular expression: /);
    expect(await said("logs", { since: "lately" })).toContain('takes a duration ago such as "15m"');
  });
});

describe("events and runs", () => {
  it("say what has happened, in order", async () => {
    const text = await said("events", { paths: ["hopeless"] });
    expect(text).toMatch(
      /hopeless run 1: stopped → starting .*\n.*starting → running.*\n.*running → backoff.*\n.*backoff → failed/,
    );
    expect(await said("events", { last: 1 })).not.toContain("\n");
    expect(await said("events", { until: "2020-01-01" })).toBe("Nothing has happened there in that time.");
  });

  it("say how each run has ended", async () => {
    const text = await said("runs", { path: "hopeless" });
    expect(text).toMatch(/^run 1: started \S+Z, ended \S+Z, exit code 3; failed \(.*\); 2 lines of output$/);
    expect(await said("runs", { path: "web/worker" })).toMatch(/^run 1: started \S+, still there; running/);
    expect(await said("runs", { path: "manual" })).toBe(
      "manual has no run yet, or is a group, which has none. Next: `status`.",
    );
  });
});

describe("start, stop and restart", () => {
  it("do it, and say what has come of it", async () => {
    const { "web/worker": before } = await place.pids();
    expect(await said("restart", { paths: ["worker"] })).toBe("web/worker: running (alive)");
    const { "web/worker": after } = await place.pids();
    expect(after).not.toBe(before);
    expect(await said("stop", { paths: ["worker"] })).toBe("web/worker: stopped (stopped by hand)");
    expect(await said("wait", { paths: ["worker"] })).toMatch(
      /^FAILED .*is not meant to run \(stopped by hand\)/,
    );
    expect(await said("start", { paths: ["web/*"] })).toMatch(/^web\/api: running .*\nweb\/worker: running/);
  });

  it("fail with the reason where it has not come about", async () => {
    expect(await said("start", { paths: ["prepare", "absent"] })).toMatch(/^FAILED there is no child absent/);
    expect(await said("start", { paths: ["brittle"] })).toMatch(
      /^FAILED brittle: failed \(.*exit code 4.*\)\nNext: `explain` with the path "brittle"\.$/,
    );
  });
});

describe("wait", () => {
  it("returns when all are ready, and at once where that can't come about", async () => {
    expect(await said("wait", { paths: ["web", "api"] })).toBe("web is ready\nweb/api is ready");
    const impossible = await said("wait", { paths: ["hopeless"], timeout_seconds: 300 });
    expect(impossible).toMatch(/^FAILED hopeless is not: hopeless is failed \(/);
    expect(impossible).toContain("This can't come about by waiting. Next: `explain`.");
  });

  it("ends with what is missing when the time is over", async () => {
    expect(await said("wait", { paths: ["api"], for: "finished", timeout_seconds: 0 })).toBe(
      "FAILED web/api is not: web/api is running (alive)\nNot within 0 s. Next: `wait` again, or `explain`.",
    );
  });
});

describe("bad input", () => {
  it("is an answer that says what is wrong, and nothing is done", async () => {
    const before = await place.pids();
    for (const [tool, input, message] of [
      ["stop", {}, "paths: "],
      ["stop", { paths: "web" }, "expected array"],
      ["stop", { paths: ["../../etc/passwd"] }, "there is no child ../../etc/passwd"],
      ["explain", { path: "api", force: true }, 'Unrecognized key: "force"'],
      ["wait", { paths: ["api"], for: "healthy" }, '"ready"|"finished"'],
      ["logs", { lines: 100_000 }, "<=500"],
      ["stop", { paths: [] }, ">=1 items"],
    ] as const) {
      const { isError, text } = await assistant.call(tool, input);
      expect([isError, text], tool).toEqual([true, expect.stringContaining(message)]);
    }
    expect(await place.pids()).toEqual(before);
  });
});

import { statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseTree } from "../../src/config/parseTree.ts";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up }, backoff: none }
children:
  db: { command: db, on_limit: fail, limit: { restarts: 0, period: 1m } }
  web:
    strategy: one_for_all
    children:
      api: { command: api }
      worker: { command: worker }
  pool: { command: pool, replicas: 2 }
`;

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(tree);
});
afterEach(() => daemon.end());

const by = "user:test";
const paths = (body: { children: ReadonlyArray<{ path: string }> }) => body.children.map(({ path }) => path);
const problem = (status: number, title: string, code: string, detail: unknown) => ({
  status,
  type: "application/problem+json",
  body: expect.objectContaining({
    type: `urn:sentinel:problem:${code.replace(/\B[A-Z]/g, "-$&").toLowerCase()}`,
    ...{ status, title, code, detail },
  }),
});

describe("the socket", () => {
  it("is accessible only to its owner", () => {
    expect(statSync(daemon.socket).mode & 0o777).toBe(0o600);
  });
});

describe("GET /status", () => {
  it("shows the tree in document order, a parent before its children", async () => {
    const { status, type, body } = await daemon.get("/status");
    expect(status).toBe(200);
    expect(type).toMatch(/^application\/json/);
    expect(body).toMatchObject({ name: "shop", state: "running", daemon: { pid: 1, version: "test" } });
    expect(paths(body)).toEqual(["db", "web", "web/api", "web/worker", "pool", "pool#1", "pool#2"]);
  });

  it("shows a subtree by path, last part or glob", async () => {
    expect(paths((await daemon.get("/status?path=web")).body)).toEqual(["web", "web/api", "web/worker"]);
    expect(paths((await daemon.get("/status?path=worker")).body)).toEqual(["web/worker"]);
    expect(paths((await daemon.get("/status?path=web%2F*")).body)).toEqual(["web/api", "web/worker"]);
  });

  it("shows the last words of a failed child until it has recovered", async () => {
    daemon.processes.get("db")?.exit({ code: 1 });
    await expect
      .poll(async () => (await daemon.get("/status?path=db")).body.children[0])
      .toMatchObject({ state: "failed", last_exit: { code: 1 }, last_words: "no disk left" });
    expect((await daemon.get("/children/db/explain")).body.sentences).toContain(
      "It said last: “no disk left”",
    );
    await daemon.post("/actions", { verb: "start", paths: ["db"], by });
    expect((await daemon.get("/status?path=db")).body.children[0]).not.toHaveProperty("last_words");
  });

  it("suggests the nearest child for an unknown one", async () => {
    expect(await daemon.get("/status?path=web/wroker")).toMatchObject({
      ...problem(404, "Not Found", "NoSuchChild", "there is no child web/wroker; did you mean web/worker?"),
      body: { nearest: "web/worker" },
    });
  });
});

describe("POST /children", () => {
  it("stops, starts and restarts, and returns the outcomes", async () => {
    expect(
      (await daemon.post("/actions", { verb: "stop", paths: ["worker", "db"], by })).body.outcomes,
    ).toEqual([
      expect.objectContaining({ path: "db", state: "stopped", reached: true }),
      expect.objectContaining({ path: "web/worker", state: "stopped", reached: true }),
    ]);
    const started = await daemon.post("/actions", { verb: "start", paths: ["db"], by });
    expect(started.body.outcomes).toMatchObject([{ path: "db", state: "running", reached: true }]);
    const { run } = (await daemon.get("/status?path=db")).body.children[0];
    await daemon.post("/actions", { verb: "restart", paths: ["db"], by });
    expect((await daemon.get("/status?path=db")).body.children[0]).toMatchObject({ run: run + 1 });
  });

  it("returns at once without waiting, on request", async () => {
    const { body } = await daemon.post("/actions", { verb: "stop", paths: ["db"], by, wait: false });
    expect(body.outcomes).toMatchObject([{ path: "db" }]);
    await expect
      .poll(async () => (await daemon.get("/status?path=db")).body.children[0].state)
      .toBe("stopped");
  });

  it("acts once on a child that is named twice, by itself and by its supervisor", async () => {
    const { body } = await daemon.post("/actions", { verb: "stop", paths: ["web", "web/api", "web/*"], by });
    expect(body.outcomes.map(({ path }: { path: string }) => path)).toEqual(["web"]);
  });

  // F2: the first that was refused was the answer for all, and what was under a group did not count.
  it("returns the state of each of several children, with last words of failed ones", async () => {
    daemon.processes.get("db")?.exit({ code: 1 });
    await expect
      .poll(async () => (await daemon.get("/status?path=db")).body.children[0].state)
      .toBe("failed");
    await daemon.post("/actions", { verb: "stop", paths: ["worker", "pool"], by });
    const { status, body } = await daemon.post("/actions", {
      verb: "start",
      paths: ["web", "pool#1", "pool#2"],
      by,
    });
    expect(status).toBe(200);
    const refused = {
      reached: false,
      state: "stopped",
      reason: expect.stringContaining("its supervisor pool is stopped"),
    };
    expect(body).toMatchObject({
      outcomes: [
        expect.objectContaining({
          ...{ path: "web", state: "running", reached: true },
          children: {
            ...{ wanted: 1, up: 1, finished: 0, not_up: [] },
            held_down: [{ path: "web/worker", because: "stopped" }],
          },
        }),
        { path: "pool#1", ...refused },
        { path: "pool#2", ...refused },
      ],
      notes: [],
    });
    const whole = (await daemon.post("/actions", { verb: "start", paths: ["/", "web/worker"], by })).body
      .outcomes;
    expect(whole[0]).toMatchObject({
      ...{ path: "", state: "running", reached: false },
      children: {
        not_up: [{ path: "db", state: "failed", last_words: "no disk left" }],
        held_down: [{ path: "pool", because: "stopped" }],
      },
    });
  });

  // R21: what a person adds from a folder was looked for in that of the file.
  it("adds a child in the client's folder, which must be absolute", async () => {
    const addition = { under: "", name: "extra", command: { argv: ["./x"] }, by };
    expect((await daemon.post("/children", { ...addition, cwd: "here" })).body.detail).toContain(
      'cwd: "here" is not the absolute path of a folder',
    );
    await daemon.post("/children", { ...addition, cwd: "/home/me" });
    const { tree: now } = (await daemon.get("/revisions/2")).body;
    expect(now.root.children.at(-1)).toMatchObject({ id: "extra", cwd: "/home/me" });
  });

  it("adds and removes children", async () => {
    const command = { argv: ["extra"] };
    const added = await daemon.post("/children", { under: "web", name: "extra", command, by });
    expect(added.status).toBe(201);
    expect(paths((await daemon.get("/status?path=web")).body)).toContain("web/extra");
    await daemon.remove("/children?path=extra");
    expect(paths((await daemon.get("/status?path=web")).body)).not.toContain("web/extra");
  });

  it("refuses to add existing children, empty commands, and names that are invalid or another one in other case", async () => {
    const command = { argv: ["x"] };
    expect(await daemon.post("/children", { under: "web", name: "api", command, by })).toMatchObject({
      ...problem(409, "Conflict", "NotPossible", expect.stringContaining("has a child api already")),
      body: { reason: "already_started", path: "web/api" },
    });
    expect(await daemon.post("/children", { under: "web", name: "API", command, by })).toMatchObject({
      ...problem(409, "Conflict", "NotPossible", expect.stringContaining("differ in case only")),
      body: { reason: "invalid_spec", path: "web" },
    });
    expect((await daemon.post("/children", { under: "", name: "absent", command, by })).body).toMatchObject({
      reason: "start_failed",
    });
    for (const name of ["", "a/b", "a#1", "*", " "])
      expect(
        await daemon.post("/children", { under: "", name, command, by }),
        `a child named "${name}"`,
      ).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/^name: ".*" is not a valid/) } });
  });

  it("scales replicated children, and lists them for others", async () => {
    expect(
      (await daemon.post("/actions", { verb: "scale", paths: ["pool"], replicas: 3, by })).body.outcomes,
    ).toMatchObject([{ path: "pool", reached: true, reason: "3 instances" }]);
    const detail = async (path: string): Promise<string> =>
      (await daemon.post("/actions", { verb: "scale", paths: [path], replicas: 4, by })).body.detail;
    expect(await detail("db")).toBe(
      "db is not replicated; give it `replicas: 4` in the file, then `sentinel apply`; can be scaled: pool",
    );
    expect(await detail("pool#1")).toBe(
      "pool#1 is an instance of pool; scale that instead: `sentinel scale pool 4`",
    );
    expect(await detail("web")).toContain("web is a supervisor");
  });

  // Its answer alone was tested: nobody noticed where nothing was sent.
  it("sends a signal to each named run, and refuses an unknown signal", async () => {
    const pidOf = (path: string) => daemon.processes.get(path)?.pid;
    expect(
      (await daemon.post("/actions", { verb: "signal", paths: ["web/*"], signal: "SIGHUP" })).body,
    ).toMatchObject({
      outcomes: [
        { path: "web/api", reached: true, pids: [pidOf("web/api")] },
        { path: "web/worker", reached: true, pids: [pidOf("web/worker")] },
      ],
    });
    expect(daemon.signals).toEqual(["web/api SIGHUP", "web/worker SIGHUP"]);
    expect(await daemon.post("/actions", { verb: "signal", paths: ["db"], signal: "SIGFOO" })).toMatchObject(
      problem(
        400,
        "Bad Request",
        "BadRequest",
        'signal: "SIGFOO" is not a signal; use a name such as SIGHUP',
      ),
    );
    expect(daemon.signals).toHaveLength(2);
  });

  it("needs exactly one child where one is expected", async () => {
    expect(await daemon.post("/actions", { verb: "scale", paths: ["web/*"], replicas: 1, by })).toMatchObject(
      {
        status: 404,
        body: { detail: "web/* means several children; name one" },
      },
    );
  });

  it("reports all errors in a body with their paths", async () => {
    const body = { under: 7, name: "a/b", command: { argv: ["x"] } };
    expect((await daemon.post("/children", body)).body).toMatchObject({
      code: "BadRequest",
      errors: [
        { path: "under", message: "Expected string" },
        { path: "name", message: expect.stringContaining('"a/b" is not a valid name for a child') },
      ],
      detail: expect.stringMatching(/^under: Expected string; name: "a\/b" is not a valid/),
    });
    expect((await daemon.get("/events?last=x&after=-1")).body.errors).toEqual([
      { path: "last", message: 'takes a whole number, not "x"' },
      { path: "after", message: 'takes a whole number, not "-1"' },
    ]);
  });

  it("passes over a `by` of older clients, and refuses what else it does not know", async () => {
    const stop = { verb: "stop", paths: ["db"], by: "user:else" };
    expect((await daemon.post("/actions", { ...stop, later: 1 })).body.errors).toEqual([
      { path: "later", message: 'is unexpected, expected: "verb" | "paths" | "wait"' },
    ]);
    expect((await daemon.post("/actions", stop)).status).toBe(200);
    expect((await daemon.get("/events?path=db&last=1")).body.items).toMatchObject([{ by: "user:test" }]);
  });

  it("reports an invalid body", async () => {
    expect(await daemon.post("/actions", "{")).toMatchObject(
      problem(400, "Bad Request", "BadRequest", "the body is not JSON"),
    );
    for (const [path, body] of [
      ["actions", { verb: "stop", paths: [] }],
      ["actions", { verb: "stop", paths: ["db"], wait: "no" }],
      ["actions", { verb: "stop" }],
      ["actions", { verb: "burn", paths: ["db"] }],
      ["actions", { verb: "scale", paths: ["pool"], replicas: -1 }],
      ["actions", { verb: "scale", paths: ["pool"], replicas: 10_001 }],
      ["children", { under: "", name: "x", command: {} }],
    ] as const)
      expect(await daemon.post(`/${path}`, body), JSON.stringify(body)).toMatchObject({
        status: 400,
      });
  });
});

describe("a child that was removed", () => {
  it("is unknown to all requests, even if there are records of it", async () => {
    expect(await daemon.remove("/children?path=web/api")).toMatchObject({ status: 200 });
    const gone = problem(
      404,
      "Not Found",
      "NoSuchChild",
      expect.stringContaining("there is no child web/api"),
    );
    for (const route of ["status", "events", "events/live", "logs", "logs/runs"])
      expect(await daemon.get(`/${route}?path=web/api`), route).toMatchObject(gone);
    for (const part of ["", "/explain", "/runs", "/config"])
      expect(await daemon.get(`/children/web%2Fapi${part}`), part).toMatchObject(gone);
    for (const verb of ["start", "stop", "restart"])
      expect(await daemon.post("/actions", { by, verb, paths: ["web/api"] }), verb).toMatchObject(gone);
    expect(await daemon.remove("/children?path=web/api")).toMatchObject(gone);
    const [scaling, signalling] = [{ replicas: 2 }, { signal: "SIGHUP" }];
    expect(
      await daemon.post("/actions", { by, verb: "scale", paths: ["web/api"], ...scaling }),
    ).toMatchObject(gone);
    expect(
      await daemon.post("/actions", { by, verb: "signal", paths: ["web/api"], ...signalling }),
    ).toMatchObject(gone);
    const { items: entries } = (await daemon.get("/events")).body;
    expect(entries.map(({ subject }: { subject: string }) => subject)).toContain("web/api");
  });
});

describe("GET /events", () => {
  const seqs = async (query: string): Promise<ReadonlyArray<number>> =>
    (await daemon.get(`/events${query}`)).body.items.map(({ seq }: { seq: number }) => seq);

  it("returns the journal in order, by number, limit and child", async () => {
    const all = await seqs("");
    expect(all).toEqual([...all].sort((a, b) => a - b));
    expect(await seqs("?last=2")).toEqual(all.slice(-2));
    expect(await seqs("?last=0")).toEqual([]);
    expect(await seqs(`?after=${all[2]}`)).toEqual(all.slice(3));
    const { body } = await daemon.get("/events?path=web/*");
    expect(body.complete_after).toBe(0);
    expect(new Set(body.items.map(({ subject }: { subject: string }) => subject))).toEqual(
      new Set(["web/api", "web/worker"]),
    );
  });

  it("returns events of a time range, and of several children", async () => {
    const { items: entries } = (await daemon.get("/events")).body;
    const times: ReadonlyArray<string> = entries.map(({ at }: { at: string }) => at);
    const middle = times[Math.floor(times.length / 2)] ?? "";
    const since = (await daemon.get(`/events?since=${middle}`)).body.items;
    expect(since).toEqual(entries.filter(({ at }: { at: string }) => at >= middle));
    const until = (await daemon.get(`/events?until=${middle}&last=2`)).body.items;
    expect(until).toEqual(entries.filter(({ at }: { at: string }) => at <= middle).slice(-2));
    const several = (await daemon.get("/events?path=db&path=web/worker")).body.items;
    expect(new Set(several.map(({ subject }: { subject: string }) => subject))).toEqual(
      new Set(["db", "web/worker"]),
    );
    expect(await daemon.get("/events?since=soon")).toMatchObject({ status: 400 });
    expect(await daemon.get("/events?path=db&path=nobody")).toMatchObject({ status: 404 });
  });

  it("refuses invalid numbers and unknown children", async () => {
    expect(await daemon.get("/events?last=many")).toMatchObject(
      problem(400, "Bad Request", "BadRequest", 'last takes a whole number, not "many"'),
    );
    expect(await daemon.get("/events?after=-1")).toMatchObject({ status: 400 });
    expect(await daemon.get("/events?path=nobody")).toMatchObject({ status: 404 });
  });

  it("returns large results in pages", async () => {
    const many = await makeDaemon(tree);
    for (let count = 0; count < 520; count += 1)
      await many.post("/actions", { verb: count % 2 === 0 ? "stop" : "start", paths: ["db"] });
    const parts = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { body } = await many.get(`/events?limit=1000${cursor && `&cursor=${cursor}`}`);
      parts.push(body.items.map(({ seq }: { seq: number }) => seq));
      cursor = body.next;
    }
    const all = parts.flat();
    expect(parts.slice(0, -1).map(({ length }) => length)).toEqual(parts.slice(1).map(() => 1000));
    expect(all).toEqual(all.map((_, index) => index + 1));
    const last = (await many.get("/events?last=1030&limit=1000")).body;
    expect([last.items[0].seq, last.items.length]).toEqual([all.length - 1029, 1000]);
    const rest = (await many.get(`/events?last=1030&cursor=${last.next}`)).body;
    expect([rest.items.map(({ seq }: { seq: number }) => seq), rest.next]).toEqual([all.slice(-30), null]);
    await many.end();
  });

  // It told only what was in the file: on a full disk, nothing of what was happening.
  it("also returns events in memory while the journal can't be written, each once", async () => {
    let hasRoom = true;
    const onFullDisk = await makeDaemon(tree, { hasRoom: () => hasRoom });
    const told = async (query: string) => (await onFullDisk.get(`/events${query}`)).body.items;
    const before = await told("");
    hasRoom = false;
    await onFullDisk.post("/actions", { verb: "stop", paths: ["worker", "db"], by });
    const during = await told("");
    expect(during.slice(0, before.length)).toEqual(before);
    expect(during.map(({ seq }: { seq: number }) => seq)).toEqual(
      during.map((_: unknown, index: number) => index + 1),
    );
    expect(during).toContainEqual(expect.objectContaining({ subject: "db", to: "stopped", by }));
    expect(await told("?last=3")).toEqual(during.slice(-3));
    expect(await told(`?after=${before.length + 1}`)).toEqual(during.slice(before.length + 1));
    const ofDb = await told("?path=db");
    expect(ofDb).toEqual(during.filter(({ subject }: { subject: string }) => subject === "db"));
    hasRoom = true;
    expect((await told("")).slice(0, during.length)).toEqual(during);
    await onFullDisk.end();
  });

  it("streams new events of the selected children, line by line", async () => {
    const { next, leave } = await daemon.listen("/events/live?path=db");
    await daemon.post("/actions", { verb: "stop", paths: ["worker", "db"], by });
    expect(await next()).toMatchObject({ subject: "db", from: "running", to: "stopping", by });
    expect(await next()).toMatchObject({ subject: "db", from: "stopping", to: "stopped" });
    leave();
    expect((await daemon.get("/status")).status).toBe(200);
  });

  it("does not follow unknown children", async () => {
    expect(await daemon.get("/events/live?path=nobody")).toMatchObject({ status: 404 });
  });
});

describe("GET /logs/runs", () => {
  it("returns the runs of the selected children", async () => {
    expect((await daemon.get("/logs/runs?path=db&path=worker")).body.items).toEqual([
      { path: "db", run: 1 },
      { path: "web/worker", run: 1 },
    ]);
  });
});

describe("GET /logs", () => {
  it("reads past output, and follows new output", async () => {
    const past = await daemon.listen("/logs?path=db&last=1");
    expect(await past.next()).toMatchObject({ path: "db", text: "no disk left" });
    expect(await past.next()).toBeNull();
    const { next, leave } = await daemon.listen("/logs?path=db&follow=true");
    expect(await next()).toMatchObject({ path: "db", text: "more" });
    leave();
  });

  it("resumes after a given line, and returns the place of each child", async () => {
    const { next, leave } = await daemon.listen("/logs/live?path=db", { places: { db: 41 } });
    expect(await next()).toEqual({ path: "db", after: 41 });
    expect(await next()).toMatchObject({ path: "db", seq: 42 });
    leave();
    for (const body of [{}, { places: { db: -1 } }, { places: { db: "1" } }])
      expect(await daemon.post("/logs/live", body), JSON.stringify(body)).toMatchObject({ status: 400 });
  });

  it("reports an invalid search", async () => {
    for (const [query, detail] of [
      ["grep=(", "Unterminated group"],
      ["since=soon", "since takes a time"],
      ["last=few", "last takes a whole number"],
      ["stream=both", "stream is stdout or stderr"],
    ] as const) {
      const { status, body } = await daemon.get(`/logs?${query}`);
      expect(status).toBe(400);
      expect(body.detail).toContain(detail);
    }
    expect(await daemon.get("/logs?path=nobody&follow=true")).toMatchObject({ status: 404 });
  });
});

describe("GET /logs/window", () => {
  it("asks for lines by position, moment or line, of the children in the tree that are meant", async () => {
    for (const [query, asked] of [
      ["", { target: "end", limit: 100, before: 0 }],
      ["&position=7&limit=5", { target: { position: 7 }, limit: 5, before: 0 }],
      ["&at=2026-01-01T00:00:00Z&before=3", { target: { at: Date.UTC(2026, 0, 1) }, limit: 100, before: 3 }],
      ["&line=web%2Fapi%231:12", { target: { path: "web/api#1", seq: 12 }, limit: 100, before: 0 }],
    ] as const) {
      const { status, body } = await daemon.get(`/logs/window?path=db${query}`);
      expect(status, query).toBe(200);
      expect(JSON.parse(body.items[0].text)).toEqual(asked);
    }
    expect((await daemon.get("/logs/window?path=worker")).body.items[0].path).toBe("web/worker");
  });

  it("reports what makes no sense", async () => {
    for (const [query, detail] of [
      ["position=1&at=2026-01-01T00:00:00Z", "give one of position, at and line"],
      ["line=12", "line takes a child and a number such as web/api:1234"],
      ["limit=1001", "limit takes a whole number from 1 to 1000"],
      ["stream=both", "stream is stdout or stderr"],
    ] as const)
      expect(await daemon.get(`/logs/window?${query}`)).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining(detail) },
      });
    expect(await daemon.get("/logs/window?path=nobody")).toMatchObject({ status: 404 });
  });
});

describe("GET /logs/search", () => {
  it("tells hits, how far it is, and that it is done", async () => {
    const { next, leave } = await daemon.listen("/logs/search?path=db&grep=disk&limit=1");
    expect(await next()).toMatchObject({ hit: { path: "db", text: "disk", position: 1 } });
    expect(await next()).toMatchObject({ progress: { read: 2, total: 2 } });
    expect(await next()).toMatchObject({ done: { found: 1 } });
    expect(await next()).toBeNull();
    leave();
  });

  it("ends with the request", async () => {
    const { next, leave } = await daemon.listen("/logs/search?path=db&grep=endless");
    expect(await next()).toMatchObject({ progress: { read: 2 } });
    const before = daemon.left.length;
    leave();
    await expect.poll(() => daemon.left.slice(before)).toEqual(["the search has ended"]);
  });

  it("refuses what can't be searched for", async () => {
    for (const [query, detail] of [
      ["", "grep is missing"],
      ["grep=(", "Unterminated group"],
      ["grep=a&case=upper", "case is match or ignore"],
      ["grep=a&limit=10001", "limit takes a whole number from 1 to 10000"],
    ] as const)
      expect(await daemon.get(`/logs/search?${query}`), query).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining(detail) },
      });
  });
});

describe("GET /logs/histogram", () => {
  it("counts lines by time, of as many buckets as are asked for", async () => {
    const { body } = await daemon.get("/logs/histogram?path=db&path=worker&buckets=3");
    expect(body).toEqual({ from: 0, to: 3, stdout: [2, 2, 2], stderr: [0, 0, 0] });
    expect(await daemon.get("/logs/histogram?buckets=0")).toMatchObject({ status: 400 });
  });
});

describe("the daemon itself", () => {
  it("answers once its start is complete", async () => {
    expect((await daemon.get("/settled")).body).toMatchObject({ state: "running" });
  });

  it("exits on request, and only then", async () => {
    expect(await daemon.post("/down", { how: "perhaps", by })).toMatchObject({ status: 400 });
    expect(await daemon.post("/down", "")).toMatchObject({ status: 400 });
    expect(daemon.left).toEqual([]);
    expect((await daemon.post("/down", { how: "at_once", by })).body).toEqual({ leaving: true });
    expect(daemon.left).toEqual([`at_once by ${by}`]);
  });

  it("reports an unknown route like any other problem", async () => {
    expect(await daemon.get("/nothing")).toMatchObject(
      problem(404, "Not Found", "NoSuchRoute", "there is no such route"),
    );
    expect(await daemon.get("/actions")).toMatchObject(
      problem(405, "Method Not Allowed", "MethodNotAllowed", "this route does not have this method"),
    );
  });
});

describe("other trees", () => {
  const treeOfFile = (yaml: string) => {
    const parsed = parseTree(yaml, { file: "test.yaml", directory: "/", variables: {} });
    if (parsed._tag === "Left") throw new Error(JSON.stringify(parsed.left));
    return parsed.right;
  };
  const wanted = treeOfFile(tree.replace("replicas: 2", "replicas: 3"));

  it("are planned, applied for a revision, and listed", async () => {
    const { body: plan } = await daemon.post("/plan", { tree: wanted });
    expect(plan).toMatchObject({
      revision: (await daemon.get("/status")).body.revision,
      steps: [{ action: "scale", path: "pool", class: "in_place", instances: ["pool#3"] }],
      untouched: 5,
    });
    const { revision } = plan;
    const apply = { tree: wanted, by, revision, message: "one more" };
    expect((await daemon.post("/apply", apply)).body).toMatchObject({ applied: true, error: null });
    expect(await daemon.post("/apply", apply)).toMatchObject({
      status: 409,
      body: { code: "StaleRevision", current: (await daemon.get("/status")).body.revision },
    });
    const { items } = (await daemon.get("/revisions")).body;
    expect(items).toMatchObject([{ number: 2, message: "one more", by }, { number: 1 }]);
    expect((await daemon.get("/revisions/2")).body.tree).toEqual(wanted);
    expect((await daemon.get("/revisions/previous/diff/newest")).body).toMatchObject({
      from: { number: 1 },
      to: { number: 2 },
      steps: [{ action: "scale", path: "pool" }],
    });
  });

  // F10: an apply that failed left no trace, and did not say what the program had said.
  it("that could not be applied are listed besides the revisions", async () => {
    const bad = treeOfFile(tree.replace("children:\n", "children:\n  absent: { command: x }\n"));
    const { body } = await daemon.post("/apply", { tree: bad, by, message: "a try" });
    expect(body).toMatchObject({ applied: false, error: expect.stringContaining("absent was not found") });
    expect((await daemon.get("/revisions")).body.items).toHaveLength(1);
    expect((await daemon.get("/failed-applies")).body.items).toEqual([
      expect.objectContaining({ by, message: "a try", error: expect.stringContaining(body.error) }),
    ]);
    expect((await daemon.get("/events?last=1")).body.items).toMatchObject([
      { type: "action", action: "apply", outcome: "failed", by },
    ]);
  });

  it("can be rolled back to, as a new revision", async () => {
    await daemon.post("/apply", { tree: wanted, by });
    expect((await daemon.post("/revisions/previous/rollback", {})).body).toMatchObject({
      applied: true,
      number: 1,
    });
    expect(paths((await daemon.get("/status?path=pool")).body)).toEqual(["pool", "pool#1", "pool#2"]);
    expect((await daemon.get("/revisions")).body.items).toHaveLength(3);
    expect(await daemon.get("/revisions/9")).toMatchObject(
      problem(404, "Not Found", "NoSuchRevision", expect.stringContaining("there is no revision 9")),
    );
  });

  it("are refused if they are contradictory or not trees", async () => {
    const [first, ...rest] = wanted.root.children;
    const significant = {
      ...wanted,
      root: { ...wanted.root, children: [{ ...first, significant: true }, ...rest] },
    };
    expect(await daemon.post("/plan", { tree: significant })).toMatchObject(
      problem(
        400,
        "Bad Request",
        "BadRequest",
        expect.stringContaining("db: a permanent child can't be significant"),
      ),
    );
    expect((await daemon.post("/apply", { tree: { name: "x" }, by })).status).toBe(400);
    expect((await daemon.get("/revisions")).body.items).toHaveLength(1);
  });
});

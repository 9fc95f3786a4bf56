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
  body: expect.objectContaining({ type: "about:blank", status, title, code, detail }),
});

describe("the socket", () => {
  it("is for its owner alone", () => {
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

  it("shows a part of it by path, last part or glob", async () => {
    expect(paths((await daemon.get("/status?path=web")).body)).toEqual(["web", "web/api", "web/worker"]);
    expect(paths((await daemon.get("/status?path=worker")).body)).toEqual(["web/worker"]);
    expect(paths((await daemon.get("/status?path=web%2F*")).body)).toEqual(["web/api", "web/worker"]);
  });

  it("shows what a child that failed has said last, until it is well again", async () => {
    daemon.processes.get("db")?.exit({ code: 1 });
    await expect
      .poll(async () => (await daemon.get("/status?path=db")).body.children[0])
      .toMatchObject({ state: "failed", last_exit: { code: 1 }, last_words: "no disk left" });
    expect((await daemon.get("/explain?path=db")).body.sentences).toContain("It said last: “no disk left”");
    await daemon.post("/children/start", { paths: ["db"], by });
    expect((await daemon.get("/status?path=db")).body.children[0]).not.toHaveProperty("last_words");
  });

  it("answers for a child that is not there with the nearest that is", async () => {
    expect(await daemon.get("/status?path=web/wroker")).toMatchObject({
      ...problem(404, "Not Found", "NoSuchChild", "there is no child web/wroker; did you mean web/worker?"),
      body: { nearest: "web/worker" },
    });
  });
});

describe("POST /children", () => {
  it("stops, starts and restarts, and tells what came of it", async () => {
    expect((await daemon.post("/children/stop", { paths: ["worker", "db"], by })).body.outcomes).toEqual([
      expect.objectContaining({ path: "db", state: "stopped", reached: true }),
      expect.objectContaining({ path: "web/worker", state: "stopped", reached: true }),
    ]);
    const started = await daemon.post("/children/start", { paths: ["db"], by });
    expect(started.body.outcomes).toMatchObject([{ path: "db", state: "running", reached: true }]);
    const { run } = (await daemon.get("/status?path=db")).body.children[0];
    await daemon.post("/children/restart", { paths: ["db"], by });
    expect((await daemon.get("/status?path=db")).body.children[0]).toMatchObject({ run: run + 1 });
  });

  it("answers at once when it is not to wait", async () => {
    const { body } = await daemon.post("/children/stop", { paths: ["db"], by, wait: false });
    expect(body.outcomes).toMatchObject([{ path: "db" }]);
    await expect
      .poll(async () => (await daemon.get("/status?path=db")).body.children[0].state)
      .toBe("stopped");
  });

  it("acts once on what is named twice, by itself and with its supervisor", async () => {
    const { body } = await daemon.post("/children/stop", { paths: ["web", "web/api", "web/*"], by });
    expect(body.outcomes.map(({ path }: { path: string }) => path)).toEqual(["web"]);
  });

  it("adds and removes children", async () => {
    const command = { argv: ["extra"] };
    const added = await daemon.post("/children/add", { under: "web", name: "extra", command, by });
    expect(added.status).toBe(200);
    expect(paths((await daemon.get("/status?path=web")).body)).toContain("web/extra");
    await daemon.post("/children/remove", { paths: ["extra"], by });
    expect(paths((await daemon.get("/status?path=web")).body)).not.toContain("web/extra");
  });

  it("refuses to add what is there, what can't be run, and what has no proper name", async () => {
    const command = { argv: ["x"] };
    expect(await daemon.post("/children/add", { under: "web", name: "api", command, by })).toMatchObject({
      ...problem(409, "Conflict", "NotPossible", expect.stringContaining("has a child api already")),
      body: { reason: "already_started", path: "web/api" },
    });
    expect(
      (await daemon.post("/children/add", { under: "", name: "absent", command, by })).body,
    ).toMatchObject({ reason: "start_failed" });
    for (const name of ["", "a/b", "a#1", "*", " "])
      expect(
        await daemon.post("/children/add", { under: "", name, command, by }),
        `a child named "${name}"`,
      ).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/^name: ".*" is no name/) } });
  });

  it("scales what is replicated, and names what can be scaled instead of what is not", async () => {
    expect(
      (await daemon.post("/children/scale", { path: "pool", replicas: 3, by })).body.outcomes,
    ).toMatchObject([{ path: "pool", reached: true, reason: "3 instances" }]);
    const detail = async (path: string): Promise<string> =>
      (await daemon.post("/children/scale", { path, replicas: 4, by })).body.detail;
    expect(await detail("db")).toBe(
      "db is not replicated; give it `replicas: 4` in the file, then `sentinel apply`; what can be scaled now: pool",
    );
    expect(await detail("pool#1")).toBe(
      "pool#1 is one instance of pool; scale that: `sentinel scale pool 4`",
    );
    expect(await detail("web")).toContain("web is a supervisor");
  });

  it("sends a signal, and refuses one that there is not", async () => {
    const { pid } = daemon.processes.get("db") ?? { pid: 0 };
    expect((await daemon.post("/children/signal", { path: "db", signal: "SIGHUP", by })).body).toEqual({
      pids: [pid],
    });
    expect((await daemon.post("/children/signal", { path: "db", signal: "SIGFOO", by })).status).toBe(400);
  });

  it("needs one child where one is meant", async () => {
    expect(await daemon.post("/children/scale", { path: "web/*", replicas: 1, by })).toMatchObject({
      status: 404,
      body: { detail: "web/* means several children; name one" },
    });
  });

  it("says what is wrong with a body", async () => {
    expect(await daemon.post("/children/stop", "{")).toEqual(
      problem(400, "Bad Request", "BadRequest", "the body is not JSON"),
    );
    for (const [path, body] of [
      ["stop", { paths: [], by }],
      ["stop", { paths: ["db"] }],
      ["scale", { path: "pool", replicas: -1, by }],
      ["add", { under: "", name: "x", command: {}, by }],
    ] as const)
      expect(await daemon.post(`/children/${path}`, body), JSON.stringify(body)).toMatchObject({
        status: 400,
      });
  });
});

describe("a child that was removed", () => {
  it("is there for no request any more, whatever is known of it", async () => {
    expect(await daemon.post("/children/remove", { by, paths: ["web/api"] })).toMatchObject({ status: 200 });
    const gone = problem(
      404,
      "Not Found",
      "NoSuchChild",
      expect.stringContaining("there is no child web/api"),
    );
    for (const route of ["status", "explain", "events", "events/live", "logs", "logs/live"])
      expect(await daemon.get(`/${route}?path=web/api`), route).toEqual(gone);
    for (const verb of ["start", "stop", "restart", "remove"])
      expect(await daemon.post(`/children/${verb}`, { by, paths: ["web/api"] }), verb).toEqual(gone);
    const [scaling, signalling] = [{ replicas: 2 }, { signal: "SIGHUP" }];
    expect(await daemon.post("/children/scale", { by, path: "web/api", ...scaling })).toEqual(gone);
    expect(await daemon.post("/children/signal", { by, path: "web/api", ...signalling })).toEqual(gone);
    const { entries } = (await daemon.get("/events")).body;
    expect(entries.map(({ subject }: { subject: string }) => subject)).toContain("web/api");
  });
});

describe("GET /events", () => {
  const seqs = async (query: string): Promise<ReadonlyArray<number>> =>
    (await daemon.get(`/events${query}`)).body.entries.map(({ seq }: { seq: number }) => seq);

  it("tells the journal in its order, by number, place and child", async () => {
    const all = await seqs("");
    expect(all).toEqual([...all].sort((a, b) => a - b));
    expect(await seqs("?last=2")).toEqual(all.slice(-2));
    expect(await seqs("?last=0")).toEqual([]);
    expect(await seqs(`?after=${all[2]}`)).toEqual(all.slice(3));
    const { body } = await daemon.get("/events?path=web/*");
    expect(body.complete_after).toBe(0);
    expect(new Set(body.entries.map(({ subject }: { subject: string }) => subject))).toEqual(
      new Set(["web/api", "web/worker"]),
    );
  });

  it("refuses numbers that are none, and children that there are not", async () => {
    expect(await daemon.get("/events?last=many")).toEqual(
      problem(400, "Bad Request", "BadRequest", 'last takes a whole number, not "many"'),
    );
    expect(await daemon.get("/events?after=-1")).toMatchObject({ status: 400 });
    expect(await daemon.get("/events?path=nobody")).toMatchObject({ status: 404 });
  });

  it("answers a part of what is much, and where to go on", async () => {
    const many = await makeDaemon(tree);
    for (let count = 0; count < 520; count += 1)
      await many.post(`/children/${count % 2 === 0 ? "stop" : "start"}`, { paths: ["db"], by });
    const parts = [];
    for (let after: number | null = 0; after !== null; ) {
      const { body } = await many.get(`/events?after=${after}`);
      parts.push(body.entries.map(({ seq }: { seq: number }) => seq));
      after = body.next;
    }
    const all = parts.flat();
    expect(parts.slice(0, -1).map(({ length }) => length)).toEqual(parts.slice(1).map(() => 1000));
    expect(all).toEqual(all.map((_, index) => index + 1));
    const last = (await many.get("/events?last=1030")).body;
    expect([last.entries[0].seq, last.entries.length]).toEqual([all.length - 1029, 1000]);
    expect(last.next).toBe(last.entries.at(-1).seq);
    await many.end();
  });

  // It told only what was in the file: on a full disk, nothing of what was happening.
  it("tells also what waits in memory because the journal can't be written, each once", async () => {
    let hasRoom = true;
    const onFullDisk = await makeDaemon(tree, () => hasRoom);
    const told = async (query: string) => (await onFullDisk.get(`/events${query}`)).body.entries;
    const before = await told("");
    hasRoom = false;
    await onFullDisk.post("/children/stop", { paths: ["worker", "db"], by });
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

  it("tells what happens, line by line, of the children that are meant", async () => {
    const { next, leave } = await daemon.listen("/events/live?path=db");
    await daemon.post("/children/stop", { paths: ["worker", "db"], by });
    expect(await next()).toMatchObject({ subject: "db", from: "running", to: "stopping", by });
    expect(await next()).toMatchObject({ subject: "db", from: "stopping", to: "stopped" });
    leave();
    expect((await daemon.get("/status")).status).toBe(200);
  });

  it("follows nobody that there is not", async () => {
    expect(await daemon.get("/events/live?path=nobody")).toMatchObject({ status: 404 });
  });
});

describe("GET /logs", () => {
  it("reads what children have printed, and follows what they print", async () => {
    const past = await daemon.listen("/logs?path=db&last=1");
    expect(await past.next()).toMatchObject({ path: "db", text: "no disk left" });
    expect(await past.next()).toBeNull();
    const { next, leave } = await daemon.listen("/logs/live?path=db");
    expect(await next()).toMatchObject({ path: "db", text: "more" });
    leave();
  });

  it("follows on from where somebody was, and says where each child begins", async () => {
    const { next, leave } = await daemon.listen("/logs/live?path=db", { places: { db: 41 } });
    expect(await next()).toEqual({ path: "db", after: 41 });
    expect(await next()).toMatchObject({ path: "db", seq: 42 });
    leave();
    for (const body of [{}, { places: { db: -1 } }, { places: { db: "1" } }])
      expect(await daemon.post("/logs/live", body), JSON.stringify(body)).toMatchObject({ status: 400 });
  });

  it("says what it can't look for", async () => {
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
    expect(await daemon.get("/logs/live?path=nobody")).toMatchObject({ status: 404 });
  });
});

describe("the daemon itself", () => {
  it("answers when its start is over", async () => {
    expect((await daemon.get("/settled")).body).toMatchObject({ state: "running" });
  });

  it("leaves as it is told, and only then", async () => {
    expect(await daemon.post("/down", { how: "perhaps", by })).toMatchObject({ status: 400 });
    expect(await daemon.post("/down", "")).toMatchObject({ status: 400 });
    expect(daemon.left).toEqual([]);
    expect((await daemon.post("/down", { how: "at_once", by })).body).toEqual({ leaving: true });
    expect(daemon.left).toEqual([`at_once by ${by}`]);
  });

  it("answers for a route that there is not as for any other problem", async () => {
    expect(await daemon.get("/nothing")).toEqual(
      problem(404, "Not Found", "NoSuchRoute", "there is no GET /api/v1/nothing"),
    );
    expect(await daemon.get("/children/stop")).toMatchObject({
      status: 404,
      type: "application/problem+json",
    });
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
    const { revisions } = (await daemon.get("/revisions")).body;
    expect(revisions).toMatchObject([{ number: 1 }, { number: 2, message: "one more", by }]);
    expect((await daemon.get("/revisions/2")).body.tree).toEqual(wanted);
    expect((await daemon.get("/revisions/diff")).body).toMatchObject({
      from: { number: 1 },
      to: { number: 2 },
      steps: [{ action: "scale", path: "pool" }],
    });
  });

  it("are rolled back to, as a new revision", async () => {
    await daemon.post("/apply", { tree: wanted, by });
    expect((await daemon.post("/rollback", { by })).body).toMatchObject({ applied: true, number: 1 });
    expect(paths((await daemon.get("/status?path=pool")).body)).toEqual(["pool", "pool#1", "pool#2"]);
    expect((await daemon.get("/revisions")).body.revisions).toHaveLength(3);
    expect(await daemon.get("/revisions/9")).toMatchObject(
      problem(404, "Not Found", "NoSuchRevision", expect.stringContaining("there is no revision 9")),
    );
  });

  it("are refused where they can't be meant, or are no trees", async () => {
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
    expect((await daemon.get("/revisions")).body.revisions).toHaveLength(1);
  });
});

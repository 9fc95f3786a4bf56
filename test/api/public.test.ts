import { Effect } from "effect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { anonymousCaller, type Caller } from "../../api/caller.ts";
import { contract } from "../../api/contract/contract.ts";
import { type Answer, type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up }, backoff: none }
children:
  hidden: { command: db, on_limit: fail, limit: { restarts: 0, period: 1m } }
  web:
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

const pathsIn = ({ body }: Answer): ReadonlyArray<string> =>
  body.items.map(({ path }: { path: string }) => path);
const everything = ["hidden", "pool", "pool#1", "pool#2", "web", "web/api", "web/worker"];

describe("GET /children", () => {
  it("lists the children by path, all or those that are meant", async () => {
    expect(pathsIn(await daemon.get("/children"))).toEqual(everything);
    expect(pathsIn(await daemon.get("/children?under=web"))).toEqual(["web", "web/api", "web/worker"]);
    expect(pathsIn(await daemon.get("/children?kind=supervisor"))).toEqual(["pool", "web"]);
    expect(pathsIn(await daemon.get("/children?q=o"))).toEqual(["pool", "pool#1", "pool#2", "web/worker"]);
    await daemon.post("/actions", { verb: "stop", paths: ["hidden"] });
    expect(pathsIn(await daemon.get("/children?state=stopped"))).toEqual(["hidden"]);
  });

  it("is the same until something changes, and then another", async () => {
    const before = (await daemon.get("/children")).body;
    expect((await daemon.get("/children")).body).toEqual(before);
    await daemon.post("/actions", { verb: "stop", paths: ["hidden"] });
    expect((await daemon.get("/children")).body.items[0]).toMatchObject({ path: "hidden", state: "stopped" });
  });

  it("goes on behind the last child of a page, whatever comes and goes meanwhile", async () => {
    const first = await daemon.get("/children?limit=3");
    expect(pathsIn(first)).toEqual(everything.slice(0, 3));
    await daemon.remove("/children?path=hidden");
    await daemon.post("/actions", { verb: "scale", paths: ["pool"], replicas: 1 });
    const rest = await daemon.get(`/children?limit=9&cursor=${first.body.next}`);
    expect(pathsIn(rest)).toEqual(["web", "web/api", "web/worker"]);
    expect(rest.body.next).toBeNull();
  });

  it("refuses what it does not know: a cursor, a limit, a key", async () => {
    for (const query of ["cursor=x", "cursor=e30", "limit=0", "limit=1001", "state=odd", "stat=running"])
      expect(await daemon.get(`/children?${query}`), query).toMatchObject({
        status: 400,
        body: { errors: [{ path: query.split("=")[0] }] },
      });
  });
});

describe("a child", () => {
  it("is shown, with what is measured", async () => {
    const { body } = await daemon.get("/children/web%2Fapi");
    expect(body).toMatchObject({ path: "web/api", state: "running", uptime_ms: expect.any(Number) });
    expect((await daemon.get("/children/pool%231")).body.path).toBe("pool#1");
    expect((await daemon.get("/children/%2F/explain")).body.path).toBe("");
    for (const path of ["%2F", "nobody", "web%2F*", "..%2Fweb"])
      expect((await daemon.get(`/children/${path}`)).status, path).toBe(404);
  });

  it("has runs, the newest first: when each was, how it ended, and what it has printed", async () => {
    daemon.processes.get("hidden")?.exit({ code: 3 });
    await expect.poll(async () => (await daemon.get("/children/hidden")).body.state).toBe("failed");
    await daemon.post("/actions", { verb: "start", paths: ["hidden"] });
    const [second, first] = (await daemon.get("/children/hidden/runs")).body.items;
    expect(second).toMatchObject({ run: 2, state: "running", ended_at: null, exit: null });
    expect(first).toMatchObject({ run: 1, state: "failed", output: { first: 1, last: 2 } });
    expect(first).toMatchObject({ reason: "exit code 3", exit: { code: 3, signal: null } });
    expect(Date.parse(first.ended_at)).toBeGreaterThanOrEqual(Date.parse(first.started_at));
    const page = (await daemon.get("/children/hidden/runs?limit=1")).body;
    const next = (await daemon.get(`/children/hidden/runs?limit=1&cursor=${page.next}`)).body;
    expect([page.items[0].run, next.items[0].run, next.next]).toEqual([2, 1, null]);
  });

  it("tells how its last run ended", async () => {
    daemon.processes.get("hidden")?.exit({ signal: "SIGSEGV" });
    await expect.poll(async () => (await daemon.get("/children/hidden")).body.state).toBe("failed");
    expect((await daemon.get("/children/hidden/runs")).body.items).toMatchObject([
      { run: 1, exit: { code: null, signal: "SIGSEGV" } },
    ]);
  });

  it("is declared as the file says it, each default filled in", async () => {
    const { body } = await daemon.get("/children/pool%232/config");
    expect(body).toMatchObject({
      path: "pool#2",
      revision: (await daemon.get("/status")).body.revision,
      declaration: { replicas: 2, restart: "permanent" },
      // This daemon's file is not on disk.
      origins: null,
    });
  });
});

describe("a write", () => {
  const stop = { verb: "stop", paths: ["hidden"] };
  const key = { "idempotency-key": "8e03978e" };

  it("says from which number of the live channel on its effect is visible", async () => {
    const first = (await daemon.post("/actions", stop)).body;
    const second = (await daemon.post("/actions", { ...stop, verb: "start" })).body;
    expect(second.seq).toBeGreaterThan(first.seq);
    expect(second.epoch).toBe(first.epoch);
  });

  it("is carried out once for a key, and answered the same again", async () => {
    const restart = { verb: "restart", paths: ["hidden"] };
    const [first, again] = await Promise.all([
      daemon.post("/actions", restart, key),
      daemon.post("/actions", restart, key),
    ]);
    expect([first.status, again.body]).toEqual([200, first.body]);
    expect([first, again].map(({ headers }) => headers["idempotent-replayed"]).sort()).toEqual([
      "true",
      undefined,
    ]);
    expect((await daemon.get("/children/hidden")).body.run).toBe(2);
  });

  it("is refused where its key belongs to another one, or is none", async () => {
    await daemon.post("/actions", stop, key);
    expect(await daemon.post("/actions", { ...stop, verb: "start" }, key)).toMatchObject({
      status: 422,
      body: { code: "KeyReused" },
    });
    expect((await daemon.get("/children/hidden")).body.state).toBe("stopped");
    expect((await daemon.post("/actions", stop, { "idempotency-key": "a b" })).status).toBe(400);
  });
});

describe("a configuration", () => {
  const text = tree.replace("replicas: 2", "replicas: 3");

  it("is validated, and told all that is wrong with it", async () => {
    expect((await daemon.post("/config/validate", { text })).body).toEqual({ valid: true, errors: [] });
    const { body } = await daemon.post("/config/validate", { text: "version: 1\nname: x\nchildern: {}\n" });
    expect(body).toMatchObject({ valid: false, errors: expect.any(Array) });
    expect(body.errors[0]).toMatchObject({ file: "sentinel.yaml", line: expect.any(Number) });
  });

  it("is planned, and applied if the tree is still at the revision that was planned on", async () => {
    const { body: plan } = await daemon.post("/config/plan", { text });
    expect(plan.steps).toMatchObject([{ action: "scale", path: "pool" }]);
    const ifMatch = { "if-match": `"${plan.revision}"` };
    const applied = await daemon.post("/config/apply", { text, message: "one more" }, ifMatch);
    expect(applied.body).toMatchObject({ applied: true, seq: expect.any(Number) });
    expect(await daemon.post("/config/apply", { text }, ifMatch)).toMatchObject({
      status: 412,
      body: { code: "PreconditionFailed", current: applied.body.revision },
    });
    expect(await daemon.post("/revisions/1/rollback", {}, ifMatch)).toMatchObject({ status: 412 });
    const newest = await daemon.get("/revisions/newest");
    expect(newest.body).toMatchObject({ message: "one more", source: "the API" });
    const { etag = "" } = newest.headers;
    const back = await daemon.post("/revisions/1/rollback", {}, { "if-match": etag });
    expect(back.body).toMatchObject({ applied: true, number: 1 });
  });

  it("is refused where it is wrong, with each mistake and what to do", async () => {
    expect(await daemon.post("/config/apply", { text: "name: x" })).toMatchObject({
      status: 422,
      body: { code: "InvalidConfiguration", errors: expect.any(Array) },
    });
    expect(await daemon.post("/config/apply", { text: text.replace("name: shop", "name: b") })).toMatchObject(
      {
        status: 409,
        body: { code: "AnotherTree" },
      },
    );
  });

  it("reads files and variables of the daemon for admins only", async () => {
    const caller: Caller = {
      ...anonymousCaller(null),
      principal: { kind: "key", id: "ci" },
      role: "operator",
    };
    const other = await makeDaemon(tree, { identify: () => Effect.succeed(caller) });
    const curious = text.replace("command: api", `command: "api $${"{HOME}"}"`);
    expect((await other.post("/config/validate", { text: curious })).body.valid).toBe(false);
    expect((await daemon.post("/config/validate", { text: curious })).body.valid).toBe(true);
    await other.end();
  });
});

describe("other forms of an answer", () => {
  const text = { accept: "text/plain" };

  it("are text for people", async () => {
    for (const path of ["/status", "/children", "/children/hidden", "/children/hidden/explain", "/events"]) {
      const { type, body, headers } = await daemon.get(path, text);
      expect([type, headers.vary], path).toEqual(["text/plain; charset=utf-8", "accept"]);
      expect(body, path).toMatch(/hidden.*\n$/s);
    }
    expect((await daemon.get("/logs?path=hidden&last=1", text)).body).toMatch(/ hidden \| no disk left\n$/);
  });

  it("are lines of JSON, of all pages", async () => {
    const { items } = (await daemon.get("/events?limit=1000")).body;
    const { body } = await daemon.get("/events", { accept: "application/x-ndjson" });
    expect(
      body
        .trim()
        .split("\n")
        .map((line: string) => JSON.parse(line)),
    ).toEqual(items);
  });

  it("are what is wanted most, and JSON where nothing of it is there", async () => {
    const typeFor = async (accept: string) => (await daemon.get("/children", { accept })).type;
    expect(await typeFor("*/*")).toBe("application/json");
    expect(await typeFor("text/html, text/plain;q=0.5, application/json;q=0.4")).toMatch(/^text\/plain/);
    expect(await typeFor("text/plain;q=0, image/png")).toBe("application/json");
  });

  it("follow the journal from its beginning, each event once", async () => {
    const { items } = (await daemon.get("/events?path=hidden")).body;
    const { next, leave } = await daemon.listen("/events?path=hidden&follow=true");
    for (const item of items) expect(await next()).toEqual(item);
    await daemon.post("/actions", { verb: "stop", paths: ["hidden"] });
    expect(await next()).toMatchObject({ subject: "hidden", to: "stopping", seq: expect.any(Number) });
    expect(await next()).toMatchObject({ subject: "hidden", to: "stopped" });
    leave();
  });

  it("are a file to save", async () => {
    const { headers } = await daemon.get("/logs?path=hidden&download=true", text);
    expect(headers["content-disposition"]).toBe('attachment; filename="logs.txt"');
  });

  it("are pages of output", async () => {
    const first = (await daemon.get("/logs?path=hidden&limit=1")).body;
    expect(first.items).toMatchObject([{ seq: 1 }]);
    const second = (await daemon.get(`/logs?path=hidden&limit=1&cursor=${first.next}`)).body;
    expect([second.items[0].seq, second.next]).toEqual([2, null]);
  });
});

describe("a caller whose scope is a part of the tree", () => {
  const caller: Caller = {
    ...anonymousCaller(null),
    principal: { kind: "key", id: "web" },
    role: "admin",
    scope: ["web"],
  };
  let scoped: Daemon;
  beforeEach(async () => {
    scoped = await makeDaemon(tree, { identify: () => Effect.succeed(caller) });
  });
  afterEach(() => scoped.end());

  it("sees that part", async () => {
    expect(pathsIn(await scoped.get("/children"))).toEqual(["web", "web/api", "web/worker"]);
    expect((await scoped.get("/status")).body.children).toHaveLength(3);
    expect((await scoped.get("/events")).body.items.length).toBeGreaterThan(0);
    expect((await scoped.post("/actions", { verb: "restart", paths: ["**"] })).body.outcomes).toMatchObject([
      { path: "web", reached: true },
    ]);
  });

  it("learns nothing of the rest by any route", async () => {
    const streams = ["/events/live", "/logs/live", "/live.sse"];
    for (const { method, path } of Object.values(contract)) {
      if (streams.includes(path)) continue;
      for (const suffix of ["", "?path=hidden", "?under=hidden"]) {
        const target = `${path.replace(":start", "1").replace(/:\w+/g, "hidden")}${suffix}`;
        const answer = await (method === "GET"
          ? scoped.get(target)
          : method === "DELETE"
            ? scoped.remove(target)
            : scoped.post(target, { verb: "stop", paths: ["hidden"] }));
        const said = JSON.stringify(answer.body).replaceAll(
          /there is no (child hidden|\w+ \\"hidden\\")/g,
          "",
        );
        // The contract is the same for every caller, and names the pools of jobs.
        if (!["/openapi.json", "/docs"].includes(path))
          expect(said, `${method} ${target}`).not.toMatch(/hidden|pool/);
      }
    }
    expect(await scoped.post("/actions", { verb: "stop", paths: ["hidden"] })).toMatchObject({ status: 404 });
    expect(await scoped.post("/actions", { verb: "stop", paths: ["/"] })).toMatchObject({ status: 404 });
    expect(await scoped.post("/children", { name: "x", command: { argv: ["x"] } })).toMatchObject({
      status: 404,
    });
  });
});

describe("the daemon", () => {
  it("tells how it is, and admins where its home is", async () => {
    expect((await daemon.get("/daemon")).body).toMatchObject({
      ...{ pid: 1, health: { ailments: [] } },
      ...{ node: process.version, home: "/home/shop" },
    });
    const viewer: Caller = { ...anonymousCaller("192.0.2.1"), role: "viewer", scope: null };
    const seen = await makeDaemon(tree, { identify: () => Effect.succeed(viewer) });
    expect((await seen.get("/daemon")).body).toMatchObject({ node: process.version });
    expect((await seen.get("/daemon")).body).not.toHaveProperty("home");
    await seen.end();
  });

  it("lists the trees of the same user on its machine", async () => {
    const { body } = await daemon.get("/daemons");
    expect(body.host).toBe("forge-01");
    expect(body.items.map(({ name, state, own }: (typeof body.items)[number]) => [name, state, own])).toEqual(
      [
        ["shop", "running", true],
        ["blog", "stopped", false],
      ],
    );
  });

  it("takes no principal from a body that came over the network", async () => {
    const caller: Caller = {
      ...anonymousCaller("192.0.2.1"),
      principal: { kind: "user", id: "ada" },
      role: "admin",
    };
    const remote = await makeDaemon(tree, { identify: () => Effect.succeed(caller) });
    expect(await remote.post("/actions", { verb: "stop", paths: ["hidden"], by: "user:ada" })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "by" }] },
    });
    await remote.end();
  });
});

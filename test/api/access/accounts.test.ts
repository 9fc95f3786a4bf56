import { Effect, Stream } from "effect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tcpListener } from "../../../api/access/tcpListener.ts";
import { type Daemon, makeDaemon } from "../daemon.ts";
import { keyWith, logIn, password, setUp, userWith } from "./clients.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up } }
children: { web: { children: { api: { command: api } } }, db: { command: db } }
`;

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(tree);
});
afterEach(() => daemon.end());

const bearer = (token: string, method = "GET", path = "/session", body?: unknown) =>
  daemon.remotely(method, path, { headers: { authorization: `Bearer ${token}` }, body });

describe("users", () => {
  it("are added once under a name, which looks like one", async () => {
    const add = (name: string, more = {}) =>
      daemon.post("/users", { name, role: "viewer", password, ...more });
    expect((await add("bea")).status).toBe(201);
    expect(await add("bea")).toMatchObject({ status: 409, body: { reason: "name_taken" } });
    for (const name of ["Bea", "", "a b", "../x", "x".repeat(65)])
      expect(await add(name), name).toMatchObject({ status: 400, body: { errors: [{ path: "name" }] } });
    expect(await add("cem", { role: "root" })).toMatchObject({
      ...{
        status: 400,
        body: { errors: [{ path: "role", message: expect.stringContaining("viewer, operator") }] },
      },
    });
    expect(await add("cem", { scope: ["w*"] })).toMatchObject({ status: 400 });
    expect(await add("cem", { password: "cem" })).toMatchObject({ status: 400 });
    expect((await daemon.get("/users")).body.items.map(({ name }: { name: string }) => name)).toEqual([
      "bea",
    ]);
  });

  it("that there are not are answered with the nearest one", async () => {
    await setUp(daemon);
    expect(await daemon.ask("DELETE", "/users/anne")).toMatchObject({
      ...{
        status: 404,
        body: { code: "NoSuchAccount", detail: 'there is no user "anne"; did you mean "ann"?' },
      },
    });
  });

  it("have always one admin, if they ever had: that one can't be removed, demoted, disabled or kept to a part", async () => {
    const ann = await setUp(daemon);
    const refused = { status: 409, body: { reason: "last_admin" } };
    for (const change of [{ role: "operator" }, { disabled: true }, { scope: ["web"] }])
      expect(await ann.ask("PATCH", "/users/ann", change)).toMatchObject(refused);
    expect(await daemon.ask("DELETE", "/users/ann")).toMatchObject(refused);
    await userWith(daemon, "bea", "admin");
    // Two admins who remove each other at once.
    const both = await Promise.all([daemon.ask("DELETE", "/users/ann"), daemon.ask("DELETE", "/users/bea")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe("an API key", () => {
  it("is shown once, and used from then on", async () => {
    const { key, id, ask } = await keyWith(daemon, { role: "operator" });
    expect(key).toMatch(/^snt_[\w-]{43}$/);
    const before = (await daemon.get("/keys")).body.items;
    expect(before).toMatchObject([{ id, name: "ci", prefix: key.slice(0, 10), last_used_at: null }]);
    expect((await ask("GET", "/session")).body).toEqual({
      ...{ principal: "key:ci", role: "operator", scope: null, session: null, csrf: null },
    });
    expect((await ask("POST", "/actions", { verb: "stop", paths: ["db"] })).status).toBe(200);
    expect((await daemon.get("/keys")).body.items[0].last_used_at).not.toBeNull();
    const { items } = (await daemon.get("/audit?principal=key:ci")).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual(["stop", "create_key"]);
    expect(items[0]).toMatchObject({ by: "key:ci", address: "127.0.0.1", route: "POST /actions" });
  });

  it("has its rights changed at once, and is nothing once it is revoked", async () => {
    const { id, ask } = await keyWith(daemon, { role: "viewer" });
    expect((await ask("GET", "/users")).status).toBe(403);
    await daemon.ask("PATCH", `/keys/${id}`, { role: "admin" });
    expect((await ask("GET", "/users")).status).toBe(200);
    await daemon.ask("DELETE", `/keys/${id}`);
    expect((await ask("GET", "/session")).status).toBe(401);
    expect((await daemon.ask("DELETE", `/keys/${id}`)).status).toBe(404);
  });

  it("is made with an expiry that is still to come, once under a name", async () => {
    const make = (more: object) => daemon.post("/keys", { name: "ci", role: "viewer", ...more });
    expect(await make({ expires_at: "2020-01-01T00:00:00Z" })).toMatchObject({
      ...{ status: 400, body: { errors: [{ path: "expires_at" }] } },
    });
    expect((await make({ expires_at: "next week" })).status).toBe(400);
    expect((await make({ expires_at: "2999-01-01T00:00:00Z" })).body.expires_at).toBe(
      "2999-01-01T00:00:00.000Z",
    );
    expect(await make({})).toMatchObject({ status: 409, body: { reason: "name_taken" } });
  });

  it("is refused where it is none, whatever else is sent", async () => {
    const { cookie } = await setUp(daemon);
    for (const authorization of ["Bearer snt_x", "Bearer ", "Bearer", "Basic YTpi", "snt_x", "Bearer a b"])
      expect(
        (await daemon.remotely("GET", "/session", { headers: { authorization, cookie } })).status,
        authorization,
      ).toBe(401);
  });
});

describe("a token", () => {
  it("stands for a session or key, with the rights that that one has now", async () => {
    const bea = await userWith(daemon, "bea", "operator", ["web"]);
    const { body } = await bea.ask("POST", "/token", {});
    expect(body.token_type).toBe("Bearer");
    expect((await bearer(body.token)).body).toMatchObject({
      ...{
        principal: "user:bea",
        role: "operator",
        scope: ["web"],
        csrf: null,
        session: { id: bea.session },
      },
    });
    await daemon.ask("PATCH", "/users/bea", { role: "viewer" });
    expect((await bearer(body.token)).body).toMatchObject({ role: "viewer" });
    const { ask } = await keyWith(daemon, { role: "viewer" });
    const ofKey = (await ask("POST", "/token", { lifetime: 60 })).body;
    expect(Date.parse(ofKey.expires_at) - Date.now()).toBeLessThanOrEqual(60_000);
    expect((await bearer(ofKey.token)).body).toMatchObject({ principal: "key:ci", session: null });
  });

  it("is revoked with what it stands for", async () => {
    await setUp(daemon);
    const [bea, key] = [await userWith(daemon, "bea", "viewer"), await keyWith(daemon, { role: "viewer" })];
    const tokens = [
      (await bea.ask("POST", "/token", {})).body.token,
      (await key.ask("POST", "/token", {})).body.token,
    ];
    const statuses = async () =>
      (await Promise.all(tokens.map((one) => bearer(one)))).map(({ status }) => status);
    expect(await statuses()).toEqual([200, 200]);
    await bea.ask("DELETE", "/session");
    expect(await statuses()).toEqual([401, 200]);
    await daemon.ask("DELETE", `/keys/${key.id}`);
    expect(await statuses()).toEqual([401, 401]);
  });

  it("is made neither for the socket, which needs none, nor for longer than a quarter of an hour", async () => {
    expect(await daemon.post("/token", {})).toMatchObject({ status: 409, body: { reason: "no_credential" } });
    const { ask } = await keyWith(daemon, { role: "viewer" });
    for (const lifetime of [0, 901, 1.5, "60"])
      expect((await ask("POST", "/token", { lifetime })).status).toBe(400);
  });

  it("is refused where it is forged", async () => {
    const bea = await userWith(daemon, "bea", "viewer");
    const { token } = (await bea.ask("POST", "/token", {})).body;
    const [head, , signature] = token.split(".");
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const body = part({ iss: "sentinel", jti: "x", sub: `session:${bea.session}`, exp: 99_999_999_999 });
    for (const forged of [`${head}.${body}.${signature}`, `${part({ alg: "none" })}.${body}.`, "a.b.c"])
      expect((await bearer(forged)).status, forged).toBe(401);
  });
});

describe("connections that are kept open", () => {
  it("hear of each change, and look up what their caller may do now", async () => {
    const bea = await userWith(daemon, "bea", "operator");
    const { identify } = tcpListener("http://127.0.0.1:7368", daemon.access);
    const request = new Request("http://127.0.0.1:7368/api/v1/live", { headers: { cookie: bea.cookie } });
    const caller = await Effect.runPromise(identify(request, "127.0.0.1"));
    const now = () => Effect.runPromise(daemon.access.current(caller));
    expect(await now()).toEqual(caller);
    const heard = Effect.runPromise(Stream.runHead(daemon.access.changes));
    await new Promise((resolve) => setImmediate(resolve));
    await daemon.ask("PATCH", "/users/bea", { role: "viewer", scope: ["web"] });
    expect((await heard)._tag).toBe("Some");
    expect(await now()).toMatchObject({ role: "viewer", scope: ["web"] });
    await bea.ask("DELETE", "/session");
    expect(await now()).toBeNull();
  });
});

describe("the audit log", () => {
  it("has who asked for what, newest first, page by page", async () => {
    const ann = await setUp(daemon);
    await userWith(daemon, "bea", "viewer");
    await daemon.post("/actions", { verb: "stop", paths: ["db"] });
    await ann.ask("DELETE", "/users/bea");
    const actionsIn = ({ items }: { items: ReadonlyArray<{ action: string }> }) =>
      items.map(({ action }) => action);
    const all = (await ann.ask("GET", "/audit")).body;
    expect(actionsIn(all)).toEqual(["delete_user", "stop", "login", "create_user", "setup", "create_link"]);
    expect(all.next).toBeNull();
    expect(all.items[0]).toMatchObject({
      ...{ by: "user:ann", address: "127.0.0.1", route: "DELETE /users/:name", account: "user:bea" },
      ...{ outcome: "done", reason: "the user bea was removed" },
    });
    const first = (await ann.ask("GET", "/audit?limit=2")).body;
    const second = (await ann.ask("GET", `/audit?limit=4&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.next).toBeNull();
    expect(actionsIn((await ann.ask("GET", "/audit?principal=user:bea")).body)).toEqual([
      ...["delete_user", "login", "create_user"],
    ]);
    expect(actionsIn((await ann.ask("GET", "/audit?action=stop")).body)).toEqual(["stop"]);
    expect((await ann.ask("GET", "/audit?since=2999-01-01")).body.items).toEqual([]);
    for (const query of ["limit=0", "limit=1001", "cursor=x", "since=soon"])
      expect((await ann.ask("GET", `/audit?${query}`)).status, query).toBe(400);
  });

  it("has what was refused", async () => {
    await setUp(daemon);
    const bea = await userWith(daemon, "bea", "viewer");
    await bea.ask("POST", "/users", { name: "eve", role: "admin" });
    const [last] = (await daemon.get("/audit?limit=1")).body.items;
    expect(last).toMatchObject({ by: "user:bea", action: "create_user", outcome: "refused" });
    expect((await logIn(daemon, "ann")).csrf).not.toBe("");
    const outcomes = async (wanted: string) =>
      (await daemon.get(`/audit?outcome=${wanted}`)).body.items.map(
        ({ outcome }: { outcome: string }) => outcome,
      );
    expect(await outcomes("refused")).toEqual(["refused"]);
    expect(new Set(await outcomes("done"))).toEqual(new Set(["done"]));
    expect((await daemon.get("/audit?outcome=perhaps")).status).toBe(400);
  });

  it("is read as lines of JSON, all of it, with the same filters", async () => {
    const ann = await setUp(daemon);
    for (let n = 0; n < 3; n++) await daemon.post("/actions", { verb: "start", paths: ["db"] });
    await ann.ask("POST", "/actions", { verb: "stop", paths: ["nobody"] });
    for (const query of ["", "?action=start", "?outcome=refused", "?limit=2"]) {
      const { body, type } = await daemon.get(`/audit${query}`, { accept: "application/x-ndjson" });
      const { items } = (await daemon.get(`/audit${query.replace("?limit=2", "")}`)).body;
      expect(type).toBe("application/x-ndjson");
      expect(
        body
          .trim()
          .split("\n")
          .map((line: string) => JSON.parse(line)),
        query,
      ).toEqual(items);
    }
  });
});

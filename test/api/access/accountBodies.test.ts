import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Daemon, makeDaemon } from "../daemon.ts";
import { password, setUp, userWith } from "./clients.ts";

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(
    "version: 1\nname: shop\nchildren: { db: { command: db, ready: { log: up } } }\n",
  );
});
afterEach(() => daemon.end());

const once = { "idempotency-key": "one" };
const namesOf = async (list: "/users" | "/keys"): Promise<ReadonlyArray<string>> =>
  (await daemon.get(list)).body.items.map(({ name }: { name: string }) => name);

describe("a field that an account route does not have", () => {
  it.each([
    ["POST", "/setup", { token: "x", username: "ann", password }],
    ["POST", "/session", { username: "ann", password }],
    ["POST", "/password", { current: password, password: "another four words" }],
    ["POST", "/links", {}],
    ["POST", "/token", {}],
    ["POST", "/users", { name: "bea", role: "viewer" }],
    ["PATCH", "/users/ann", { role: "viewer" }],
    ["POST", "/users/ann/reset", {}],
    ["POST", "/keys", { name: "ci", role: "viewer" }],
    ["PATCH", "/keys/x", { role: "viewer" }],
  ])("is refused by %s %s, and nothing is done", async (method, path, body) => {
    const ann = await setUp(daemon);
    const answer = await ann.ask(method, path, { ...body, colour: "red" });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: "colour" }] } });
    expect([await namesOf("/users"), await namesOf("/keys")]).toEqual([["ann"], []]);
    expect((await ann.ask("GET", "/session")).body.role).toBe("admin");
  });
});

describe("an Idempotency-Key on an account route", () => {
  it("makes one user and one key, however often the request is sent", async () => {
    const ann = await setUp(daemon);
    const addUser = () => ann.ask("POST", "/users", { name: "bea", role: "viewer" }, once);
    const [first, second] = [await addUser(), await addUser()];
    expect(first).toMatchObject({ status: 201, body: { link: { purpose: "reset" } } });
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    const more = { "idempotency-key": "two" };
    const makeKey = () => ann.ask("POST", "/keys", { name: "ci", role: "viewer" }, more);
    const [both, same] = await Promise.all([makeKey(), makeKey()]);
    expect(both.body.key).toBe(same.body.key);
    expect([await namesOf("/users"), await namesOf("/keys")]).toEqual([["ann", "bea"], ["ci"]]);
    expect(await ann.ask("POST", "/users", { name: "cem", role: "viewer" }, once)).toMatchObject({
      status: 422,
      body: { code: "KeyReused" },
    });
  });

  it("makes one admin by a link, and the answer that was lost comes again", async () => {
    const { body: link } = await daemon.post("/links", {}, once);
    expect((await daemon.post("/links", {}, once)).body).toEqual(link);
    const body = { token: link.token, username: "ann", password };
    const setup = () => daemon.remotely("POST", "/setup", { body, headers: once });
    const [first, second] = [await setup(), await setup()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get("set-cookie")).toBe(first.headers.get("set-cookie"));
    expect(await namesOf("/users")).toEqual(["ann"]);
  });

  it("opens one session, and changes a password once", async () => {
    const bea = await userWith(daemon, "bea", "viewer");
    const login = () =>
      daemon.remotely("POST", "/session", { body: { username: "bea", password }, headers: once });
    expect((await login()).body.session.id).toBe((await login()).body.session.id);
    expect((await bea.ask("GET", "/sessions")).body.items).toHaveLength(2);
    const { body: link } = await daemon.post("/users/bea/reset", {});
    const reset = { token: link.token, password: "another four words" };
    const change = () =>
      daemon.remotely("POST", "/password", { body: reset, headers: { "idempotency-key": "two" } });
    expect([(await change()).status, (await change()).status]).toEqual([200, 200]);
    expect((await daemon.remotely("POST", "/password", { body: reset })).status).toBe(410);
  });

  it("of one sender is not forgotten because of those of others", async () => {
    const ann = await setUp(daemon);
    const add = () => ann.ask("POST", "/users", { name: "bea", role: "viewer" }, once);
    const first = await add();
    const body = { token: "x", username: "eve", password };
    for (let count = 0; count <= 1_000; count += 1)
      await daemon.remotely("POST", "/setup", { body, headers: { "idempotency-key": `other-${count}` } });
    expect((await add()).body).toEqual(first.body);
  });

  it("of one who has lost the rights meanwhile is refused, and no secret answered again", async () => {
    const [ann, bea] = [await setUp(daemon), await userWith(daemon, "bea", "admin")];
    const makeKey = () => bea.ask("POST", "/keys", { name: "ci", role: "admin" }, once);
    expect((await makeKey()).status).toBe(201);
    await ann.ask("PATCH", "/users/bea", { role: "viewer" });
    expect(await makeKey()).toMatchObject({ status: 403, body: { code: "Forbidden" } });
  });

  it("of one sender is nothing to another one", async () => {
    const [ann, bea] = [await setUp(daemon), await userWith(daemon, "bea", "admin")];
    const add = (who: typeof ann) => who.ask("POST", "/users", { name: "cem", role: "viewer" }, once);
    expect([(await add(ann)).status, (await add(bea)).status]).toEqual([201, 409]);
  });
});

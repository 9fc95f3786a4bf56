import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Daemon, makeDaemon } from "../daemon.ts";
import { browserOf, cookieOf, keyWith, logIn, password, setUp, userWith } from "./clients.ts";

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

const login = (username: string, given = password, from?: string, headers = {}) =>
  daemon.remotely("POST", "/session", {
    ...{ body: { username, password: given }, headers },
    ...(from === undefined ? {} : { from }),
  });

describe("a one-time link", () => {
  it("makes an admin who is logged in, once", async () => {
    const { body: link } = await daemon.post("/links", {});
    expect(link).toMatchObject({ purpose: "setup", user: null });
    const body = { token: link.token, username: "ann", password };
    const answer = await daemon.remotely("POST", "/setup", { body });
    expect(answer).toMatchObject({
      status: 201,
      body: { principal: "user:ann", role: "admin", scope: null },
    });
    const ann = browserOf(daemon, answer);
    expect((await ann.ask("GET", "/users")).body.items).toMatchObject([{ name: "ann", has_password: true }]);
    const again = await daemon.remotely("POST", "/setup", { body: { ...body, username: "bea" } });
    expect(again).toMatchObject({ status: 410, body: { code: "InvalidLink" } });
    expect((await ann.ask("GET", "/users")).body.items).toHaveLength(1);
  });

  it("is not used up by what is refused", async () => {
    const { body: link } = await daemon.post("/links", {});
    const setup = (username: string, given: string) =>
      daemon.remotely("POST", "/setup", { body: { token: link.token, username, password: given } });
    expect(await setup("ann", "short")).toMatchObject({
      ...{ status: 400, body: { errors: [{ path: "password", message: expect.stringMatching(/^has 5/) }] } },
    });
    expect(await setup("Ann!", password)).toMatchObject({ status: 400 });
    expect(await setup("ann", password)).toMatchObject({ status: 201 });
  });

  it("is used by one of several who show it at once", async () => {
    const { body: link } = await daemon.post("/links", {});
    const answers = await Promise.all(
      ["ann", "bea", "cem"].map((username) =>
        daemon.remotely("POST", "/setup", { body: { token: link.token, username, password } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
  });

  it("makes an admin on this machine only, also where a proxy is between", async () => {
    const { body: link } = await daemon.post("/links", {});
    const body = { token: link.token, username: "ann", password };
    const far = { body, from: "192.0.2.7" };
    const proxied = { body, headers: { "x-forwarded-for": "192.0.2.7" } };
    for (const how of [far, proxied])
      expect(await daemon.remotely("POST", "/setup", how)).toMatchObject({
        ...{ status: 403, body: { detail: expect.stringContaining("ssh -L") } },
      });
    expect((await daemon.remotely("POST", "/setup", { body, from: "::1" })).status).toBe(201);
  });

  it("gives a user another password, once, and ends the sessions of that user", async () => {
    await setUp(daemon);
    const bea = await userWith(daemon, "bea", "viewer");
    const { body: link } = await daemon.post("/users/bea/reset", {});
    const other = "quite another sentence";
    const reset = (given: string) =>
      daemon.remotely("POST", "/password", {
        body: { token: link.token, password: given },
        from: "192.0.2.7",
      });
    expect(await reset("bea")).toMatchObject({ status: 400 });
    expect(await reset(other)).toMatchObject({ status: 200, body: { user: "bea" } });
    expect(await reset(password)).toMatchObject({ status: 410, body: { code: "InvalidLink" } });
    expect((await bea.ask("GET", "/session")).status).toBe(401);
    expect([(await login("bea", other)).status, (await login("bea")).status]).toEqual([201, 401]);
  });

  it("does nothing but what it was made for", async () => {
    await setUp(daemon);
    const { body: setup } = await daemon.post("/links", {});
    const { body: reset } = await daemon.post("/users/ann/reset", {});
    const wrong = { token: reset.token, username: "bea", password };
    expect((await daemon.remotely("POST", "/setup", { body: wrong })).status).toBe(410);
    expect(
      (await daemon.remotely("POST", "/password", { body: { token: setup.token, password } })).status,
    ).toBe(410);
  });

  it("is sent to a new user who has no password", async () => {
    const { status, body } = await daemon.post("/users", { name: "bea", role: "viewer" });
    expect([status, body.user.has_password, body.link.user]).toEqual([201, false, "bea"]);
    expect((await login("bea", "")).status).toBe(401);
    await daemon.remotely("POST", "/password", { body: { token: body.link.token, password } });
    expect((await login("bea")).status).toBe(201);
  });
});

describe("a session", () => {
  it("is in a cookie that no script reads and no other site has sent, with the port in its name", async () => {
    const { cookie } = await setUp(daemon);
    expect(cookie).toMatch(/^sentinel_session_7368=[\w-]{43}$/);
    const answer = await login("ann");
    expect(answer.headers.get("set-cookie")?.split("; ").slice(1)).toEqual([
      ...["Path=/", "Max-Age=1209600", "HttpOnly", "SameSite=Strict"],
    ]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(JSON.stringify(answer.body)).not.toContain(cookieOf(answer).split("=")[1]);
  });

  it("says who asks", async () => {
    const ann = await setUp(daemon);
    const { csrf, session } = ann;
    expect((await ann.ask("GET", "/session")).body).toMatchObject({
      ...{ principal: "user:ann", role: "admin", scope: null, csrf, session: { id: session } },
    });
    expect((await daemon.get("/session")).body).toEqual({
      ...{ principal: "user:test", role: "admin", scope: null, csrf: null, session: null },
    });
  });

  it("changes something only with its CSRF token, and never for the page of another site", async () => {
    const { cookie, csrf, ask } = await setUp(daemon);
    const stop = { verb: "stop", paths: ["db"] };
    const without = await daemon.remotely("POST", "/actions", { body: stop, headers: { cookie } });
    expect(without).toMatchObject({ status: 403, body: { detail: expect.stringContaining("x-csrf-token") } });
    for (const headers of [
      { "x-csrf-token": "x" },
      { origin: "http://evil.example" },
      { origin: "http://127.0.0.1:3000" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ])
      expect(await ask("POST", "/actions", stop, headers), JSON.stringify(headers)).toMatchObject({
        ...{ status: 403, body: { code: "Forbidden" } },
      });
    expect((await ask("GET", "/status", undefined, { origin: "http://evil.example" })).status).toBe(403);
    expect(daemon.processes.get("db")).toBeDefined();
    for (const headers of [{}, { origin: "http://127.0.0.1:7368" }, { "sec-fetch-site": "same-origin" }])
      expect((await ask("POST", "/actions", stop, headers)).status).toBe(200);
    expect(csrf).not.toBe("");
  });

  it("is not begun by the page of another site", async () => {
    await setUp(daemon);
    const answer = await login("ann", password, undefined, { origin: "http://evil.example" });
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([403, null]);
  });

  it("is another one after each login, and ends the one before", async () => {
    const { cookie } = await setUp(daemon);
    const answer = await login("ann", password, undefined, { cookie });
    expect(cookieOf(answer)).not.toBe(cookie);
    expect((await daemon.remotely("GET", "/session", { headers: { cookie } })).status).toBe(401);
    expect((await browserOf(daemon, answer).ask("GET", "/session")).status).toBe(200);
  });

  it("is begun beside one that has ended, and with a cookie whose CSRF token nobody knows", async () => {
    const { cookie } = await setUp(daemon);
    for (const old of [cookie, "sentinel_session_7368=gone"])
      expect((await login("ann", password, undefined, { cookie: old })).status).toBe(201);
  });

  it("ends at a logout", async () => {
    const ann = await setUp(daemon);
    const answer = await ann.ask("DELETE", "/session");
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([
      200,
      "sentinel_session_7368=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict",
    ]);
    expect((await ann.ask("GET", "/session")).status).toBe(401);
    expect(await daemon.ask("DELETE", "/session")).toMatchObject({
      ...{ status: 409, body: { reason: "no_credential" } },
    });
  });

  it("is listed, and ended by its user or an admin", async () => {
    const ann = await setUp(daemon);
    const [bea, other] = [await userWith(daemon, "bea", "viewer", ["web"]), await logIn(daemon, "bea")];
    const own = (await bea.ask("GET", "/sessions")).body.items;
    expect(own.map(({ user, current }: { user: string; current: boolean }) => [user, current])).toEqual([
      ...[
        ["bea", false],
        ["bea", true],
      ],
    ]);
    expect((await ann.ask("GET", "/sessions")).body.items).toHaveLength(3);
    expect((await bea.ask("DELETE", `/sessions/${ann.session}`)).status).toBe(404);
    expect((await bea.ask("DELETE", `/sessions/${other.session}`)).status).toBe(200);
    expect((await other.ask("GET", "/session")).status).toBe(401);
    expect((await ann.ask("DELETE", `/sessions/${bea.session}`)).status).toBe(200);
    expect((await bea.ask("GET", "/session")).status).toBe(401);
  });

  it("has the rights that its user has now, and none once the user is disabled or gone", async () => {
    const ann = await setUp(daemon);
    const bea = await userWith(daemon, "bea", "operator");
    const stop = () => bea.ask("POST", "/actions", { verb: "stop", paths: ["db"] });
    expect((await stop()).status).toBe(200);
    await ann.ask("PATCH", "/users/bea", { role: "viewer" });
    expect(await stop()).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining("yours is viewer") },
    });
    await ann.ask("PATCH", "/users/bea", { scope: ["web"] });
    expect((await bea.ask("GET", "/session")).body).toMatchObject({ role: "viewer", scope: ["web"] });
    await ann.ask("PATCH", "/users/bea", { disabled: true });
    expect((await bea.ask("GET", "/session")).status).toBe(401);
    expect((await login("bea")).status).toBe(401);
    await ann.ask("PATCH", "/users/bea", { disabled: false });
    expect((await bea.ask("GET", "/session")).status).toBe(401);
    const again = await logIn(daemon, "bea");
    await ann.ask("DELETE", "/users/bea");
    expect((await again.ask("GET", "/session")).status).toBe(401);
    // Another one of that name.
    await userWith(daemon, "bea", "admin");
    expect((await again.ask("GET", "/session")).status).toBe(401);
  });

  it("is one of so many of a user: the oldest ends for another one", async () => {
    await setUp(daemon);
    const first = await userWith(daemon, "bea", "viewer");
    for (let count = 1; count < 50; count += 1) await logIn(daemon, "bea");
    expect((await first.ask("GET", "/session")).status).toBe(200);
    await logIn(daemon, "bea");
    expect((await first.ask("GET", "/session")).status).toBe(401);
  });
});

describe("a password", () => {
  it("is changed with the one before, which ends all sessions but that one", async () => {
    const ann = await setUp(daemon);
    const other = await logIn(daemon, "ann");
    const next = "a sentence of five words";
    const change = (current: string) => ann.ask("POST", "/password", { current, password: next });
    expect(await change("wrong")).toMatchObject({ status: 401, body: { code: "LoginFailed" } });
    const answer = await change(password);
    expect(answer.status).toBe(200);
    expect((await other.ask("GET", "/session")).status).toBe(401);
    expect((await ann.ask("GET", "/session")).status).toBe(401);
    const cookie = cookieOf(answer);
    expect((await daemon.remotely("GET", "/session", { headers: { cookie } })).status).toBe(200);
    expect((await login("ann", next)).status).toBe(201);
  });

  it("is changed by nobody else", async () => {
    await setUp(daemon);
    const body = { current: password, password: "a sentence of five words" };
    expect((await daemon.remotely("POST", "/password", { body })).status).toBe(401);
    const { ask } = await keyWith(daemon, { role: "admin" });
    expect((await ask("POST", "/password", body)).status).toBe(401);
    expect((await daemon.remotely("POST", "/password", { body: { password } })).status).toBe(400);
  });

  it("is in no answer, event or list, and neither is any hash or secret", async () => {
    const ann = await setUp(daemon);
    const { key } = await keyWith(daemon, { role: "viewer" });
    await login("ann", "the wrong one, typed twice");
    await daemon.remotely("POST", "/session", { body: { username: "ann", password: 12345678 } });
    const all = [];
    for (const path of ["/users", "/keys", "/sessions", "/audit", "/events", "/session"])
      all.push(JSON.stringify((await ann.ask("GET", path)).body));
    const text = all.join("");
    for (const secret of [password, "the wrong one", "12345678", "argon2", key, ann.cookie.split("=")[1]])
      expect(text).not.toContain(secret);
  });
});

describe("attempts to log in", () => {
  const fail = async (count: number, from: string, username = "ann") => {
    const statuses = [];
    for (let done = 0; done < count; done += 1) statuses.push((await login(username, "wrong", from)).status);
    return statuses;
  };

  it("are locked after five failures, by account and address, whether the password is right or not", async () => {
    await setUp(daemon);
    expect(await fail(6, "192.0.2.7")).toEqual([401, 401, 401, 401, 401, 429]);
    const locked = await login("ann", password, "192.0.2.7");
    expect(locked).toMatchObject({ status: 429, body: { code: "TooManyAttempts" } });
    expect(Number(locked.headers.get("retry-after"))).toBeGreaterThan(10);
    expect((await login("ann", password, "192.0.2.8")).status).toBe(201);
    expect((await login("bea", "wrong", "192.0.2.7")).status).toBe(401);
  });

  it("count those who change their IPv6 address as one", async () => {
    await setUp(daemon);
    const statuses = [];
    for (let host = 1; host <= 6; host += 1)
      statuses.push((await login("ann", "wrong", `2001:db8:0:1::${host}`)).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await login("ann", "wrong", "2001:db8:0:2::1")).status).toBe(401);
  });

  it("count those at once", async () => {
    await setUp(daemon);
    const answers = await Promise.all(Array.from({ length: 12 }, () => login("ann", "wrong", "192.0.2.7")));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it("don't lock out the owner on this machine, though a proxy's clients are locked", async () => {
    await setUp(daemon);
    expect(await fail(8, "127.0.0.1")).toEqual(Array.from({ length: 8 }, () => 401));
    expect((await login("ann", password, "127.0.0.1")).status).toBe(201);
    const proxied = { "x-forwarded-for": "192.0.2.9" };
    for (let count = 0; count < 5; count += 1) await login("ann", "wrong", "127.0.0.1", proxied);
    expect((await login("ann", password, "127.0.0.1", proxied)).status).toBe(429);
    expect((await login("ann", password, "127.0.0.1")).status).toBe(201);
  });

  it("say the same whether there is such a user or not", async () => {
    await setUp(daemon);
    const [known, unknown] = [await login("ann", "wrong"), await login("nobody", "wrong")];
    expect(unknown.body).toEqual(known.body);
    expect(known.body.detail).toBe("the user name or the password is wrong");
  });

  it("are events, with the account where there is one, but not those that are not looked at", async () => {
    const ann = await setUp(daemon);
    await fail(7, "192.0.2.7");
    await login("nobody", "wrong", "192.0.2.8");
    const { items } = (await ann.ask("GET", "/audit?action=login")).body;
    expect(items).toHaveLength(6);
    expect(items[0]).toMatchObject({ by: "anonymous", outcome: "refused", address: "192.0.2.8" });
    expect(items[0]).not.toHaveProperty("account");
    expect(items[1]).toMatchObject({
      ...{ by: "anonymous", account: "user:ann", address: "192.0.2.7", route: "POST /session" },
    });
  });
});

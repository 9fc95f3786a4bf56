import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import { eventually, isAlive, makePlace, type Pids, type Place } from "../e2e/sentinel.ts";
import { ask, askOwner, holderOf, sendRaw } from "./talk.ts";

const tree = `version: 1
name: shop
defaults: { min_uptime: 0 }
children:
  web: { command: sleep 1000 }
  talk: { command: "sh -c 'echo one; echo two; exec sleep 1000'" }
  group: { children: { one: { command: sleep 1000 } } }
`;

let place: Place;
let url: string;
let socket: string;
let before: Pids;

beforeAll(async () => {
  place = makePlace(tree);
  await place.sentinel("up", "--detach", "--listen", "0");
  const holder = holderOf(place.home);
  url = holder.url ?? "";
  socket = holder.socket;
  before = await place.pids();
});
afterAll(() => place.leave());

const own = (method: string, path: string, body?: unknown) => askOwner(socket, method, path, body);

const makeKey = async (name: string, scope: ReadonlyArray<string> | null = null) =>
  (await own("POST", "/keys", { name, role: "viewer", scope })).body as {
    readonly id: string;
    readonly key: string;
  };

const restart = (path: string) => own("POST", "/actions", { verb: "restart", paths: [path], wait: true });

// The tests say what they expect of a frame.
// biome-ignore lint/suspicious/noExplicitAny: JSON of any kind
type Frame = any;

/** A WebSocket client, its frames, and how it was ended. */
const open = (target: string, options: ClientOptions = {}) => {
  const client = new WebSocket(target, options);
  const frames: Array<Frame> = [];
  client.on("message", (text) => void frames.push(JSON.parse(String(text))));
  client.on("error", () => undefined);
  const opened = new Promise<number>((resolve) => {
    client.on("open", () => resolve(101));
    client.on("unexpected-response", (_, { statusCode = 0 }) => resolve(statusCode));
  });
  const closed = new Promise<number>((resolve) => void client.on("close", resolve));
  const until = async (is: (frame: Frame) => boolean): Promise<Frame> => {
    await eventually("the frame comes", () => frames.some(is));
    return frames.find(is);
  };
  const say = (frame: unknown): void =>
    client.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  return { client, frames, opened, closed, until, say };
};

const live = () => `${url.replace(/^http/, "ws")}/api/v1/live`;
const withKey = (key: string): ClientOptions => ({ headers: { authorization: `Bearer ${key}` } });

const greeted = async (target: string, options: ClientOptions = {}, hello: object = {}) => {
  const opened = open(target, options);
  expect(await opened.opened).toBe(101);
  opened.say({ hello: 1, ...hello });
  return opened;
};

describe("the live channel over TCP", () => {
  it("tells a key everything, then each transition with the edge that was taken", async () => {
    const { key } = await makeKey("reader");
    const one = await greeted(live(), withKey(key));
    const { snapshot } = await one.until((frame) => frame.snapshot);
    expect(snapshot.nodes.path).toEqual(["", "web", "talk", "group", "group/one"]);
    await restart("web");
    const { e } = await one.until((frame) => frame.e);
    const chart = await ask(`${url}/api/v1/machines/service?hash=${snapshot.machines.service}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(chart.headers["cache-control"]).toBe("private, max-age=31536000, immutable");
    expect(JSON.parse(chart.text).edges[e[0][1]].id).toMatch(/^running: STOP.* -> stopping/);
    const state = await own("GET", "/state");
    await one.until((frame) => frame.s === state.body.seq);
    one.client.close();
    before = await place.pids();
  });

  it("knows a browser by the cookie of its session, and ends with that", async () => {
    const password = "correct horse battery staple";
    expect((await own("POST", "/users", { name: "ada", role: "viewer", password })).status).toBe(201);
    const json = { "content-type": "application/json", origin: url };
    const login = await ask(`${url}/api/v1/session`, {
      ...{ method: "POST", headers: json, body: JSON.stringify({ username: "ada", password }) },
    });
    const cookie = String(login.headers["set-cookie"]).split(";")[0] ?? "";
    const browser = { headers: { cookie, origin: url } };
    const one = await greeted(live(), browser);
    await one.until((frame) => frame.snapshot);
    expect(await open(live(), { headers: { cookie, origin: "https://evil.example" } }).opened).toBe(403);
    const { csrf } = JSON.parse((await ask(`${url}/api/v1/session`, { headers: { cookie } })).text);
    await ask(`${url}/api/v1/session`, {
      ...{ method: "DELETE", headers: { cookie, origin: url, "x-csrf-token": csrf } },
    });
    expect(await one.closed).toBe(4401);
    expect(await open(live(), browser).opened).toBe(401);
  });

  it("has CPU and memory, and the lines of a child from a number on", async () => {
    const { key } = await makeKey("topics");
    const topics = [{ metrics: { ids: [1], hz: 2 } }, { log: { id: 2, from: 1 } }];
    const one = await greeted(live(), withKey(key), { topics });
    const { m } = await one.until((frame) => frame.m?.memory[0] > 0);
    expect(m.i).toEqual([1]);
    const { log } = await one.until((frame) => frame.log);
    expect(log).toMatchObject({ id: 2, lines: [{ seq: 2, text: "two", path: "talk" }] });
    one.client.close();
  });

  it("lets nobody in without a key, and no page of another site", async () => {
    expect(await open(live()).opened).toBe(401);
    expect(await open(live(), withKey("snt_wrong")).opened).toBe(401);
    const { key } = await makeKey("origin");
    const { headers } = withKey(key);
    const foreign = open(live(), { headers: { ...headers, origin: "https://evil.example" } });
    expect(await foreign.opened).toBe(403);
    const ours = open(live(), { headers: { ...headers, origin: url } });
    expect(await ours.opened).toBe(101);
    ours.client.close();
    const renamed = open(live(), { headers: { ...headers, host: "evil.example" } });
    expect(await renamed.opened).toBe(421);
  });

  it("answers requests for other protocols and other upgrades at once", async () => {
    const host = new URL(url).host;
    const start = `GET /healthz HTTP/1.1\r\nhost: ${host}\r\nconnection: Upgrade, HTTP2-Settings\r\n`;
    const h2c = await sendRaw(
      url,
      `${start}upgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n`,
    );
    expect(h2c).toMatch(/^HTTP\/1\.1 400 /);
    expect((await ask(`${url}/api/v1/live`)).status).toBe(401);
    const { status, body } = await own("GET", "/live");
    expect([status, body.detail]).toEqual([400, expect.stringContaining("live.sse")]);
  });

  it("ends clients that send too much, too large frames, or nonsense, and says why", async () => {
    const { key } = await makeKey("bad");
    const giant = await greeted(live(), withKey(key));
    giant.say(`"${"x".repeat(70_000)}"`);
    expect(await giant.closed).toBe(1009);
    const flood = await greeted(live(), withKey(key));
    for (let sent = 0; sent < 60; sent += 1) flood.say({ unsubscribe: "log" });
    expect(await flood.closed).toBe(1008);
    const nonsense = open(live(), withKey(key));
    await nonsense.opened;
    nonsense.say("hello");
    expect(await nonsense.closed).toBe(1007);
    expect(nonsense.frames[0].error.message).toContain("JSON");
    const binary = await greeted(live(), withKey(key));
    binary.client.send(Buffer.from("{}"), { binary: true });
    expect(await binary.closed).toBe(1003);
    const silent = open(live(), withKey(key));
    expect(await silent.closed).toBe(1008);
  });

  it("ends the connection of a key that is revoked, and of one that may see something else now", async () => {
    const [revoked, limited] = [await makeKey("revoked"), await makeKey("limited")];
    const clients = [
      await greeted(live(), withKey(revoked.key)),
      await greeted(live(), withKey(limited.key)),
    ] as const;
    for (const { until } of clients) await until((frame) => frame.snapshot);
    await own("DELETE", `/keys/${revoked.id}`);
    expect(await clients[0].closed).toBe(4401);
    await own("PATCH", `/keys/${limited.id}`, { scope: ["group/*"] });
    expect(await clients[1].closed).toBe(4403);
    const again = await greeted(live(), withKey(limited.key));
    const { snapshot } = await again.until((frame) => frame.snapshot);
    expect(snapshot.nodes.path).toEqual(["group", "group/one"]);
    again.client.close();
  });

  it("is not held up by a client that stops reading, nor are the children", async () => {
    const { key } = await makeKey("deaf");
    const deaf = connect(Number(new URL(url).port), "127.0.0.1");
    deaf.on("error", () => undefined);
    deaf.write(
      [
        ...["GET /api/v1/live HTTP/1.1", `host: ${new URL(url).host}`, "connection: upgrade"],
        ...["upgrade: websocket", "sec-websocket-version: 13", "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA=="],
        ...[`authorization: Bearer ${key}`, "", ""],
      ].join("\r\n"),
    );
    deaf.pause();
    const quick = await greeted(live(), withKey(key));
    await quick.until((frame) => frame.snapshot);
    await restart("group/one");
    await quick.until((frame) => frame.e);
    quick.client.close();
    deaf.destroy();
    before = await place.pids();
  });
});

describe("the live channel on the socket of the home", () => {
  it("is for the owner, without a key, and goes on where a client has left", async () => {
    const target = `ws+unix:${socket}:/api/v1/live`;
    const first = await greeted(target);
    const { snapshot } = await first.until((frame) => frame.snapshot);
    first.client.close();
    await first.closed;
    await restart("web");
    const second = await greeted(target, {}, { epoch: snapshot.epoch, seq: snapshot.seq });
    const { n, e } = await second.until((frame) => frame.n);
    expect(second.frames.some((frame) => frame.reset)).toBe(false);
    expect(n.added.path).toContain("web");
    expect(e.length).toBeGreaterThan(3);
    second.client.close();
    before = await place.pids();
  });
});

/** Read server-sent events until they satisfy something. */
const events = (headers: Readonly<Record<string, string>>, isEnough: (text: string) => boolean) =>
  new Promise<string>((resolve, reject) => {
    const sent = request(`${url}/api/v1/live.sse`, { headers, agent: false });
    sent.on("error", reject).on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
        if (!isEnough(text)) return;
        sent.destroy();
        resolve(text);
      });
      response.on("error", () => undefined).on("end", () => resolve(text));
    });
    sent.end();
  });

describe("server-sent events", () => {
  it("are the same frames, and go on after the last one that a client has", async () => {
    const { key } = await makeKey("sse");
    const authorization = `Bearer ${key}`;
    const first = await events({ authorization }, (text) => /"snapshot".*\n\n/.test(text));
    const id = /^id: (\S+)$/m.exec(first)?.[1] ?? "";
    const { epoch, seq } = (await own("GET", "/state")).body;
    expect(id).toBe(`${epoch}:${seq}`);
    await restart("web");
    const missed = await events({ authorization, "last-event-id": id }, (text) => text.includes("\n\n"));
    expect(missed).not.toContain('"reset"');
    expect(missed).toMatch(/^id: \S+\ndata: \{"s":\d+,.*"e":\[\[1,/);
    expect((await ask(`${url}/api/v1/live.sse`)).status).toBe(401);
    before = await place.pids();
  });
});

describe("GET /state", () => {
  it("is the snapshot, with an entity tag of its place", async () => {
    const { key } = await makeKey("state");
    const headers = { authorization: `Bearer ${key}` };
    const { status, text, headers: answered } = await ask(`${url}/api/v1/state`, { headers });
    const { epoch, seq } = JSON.parse(text);
    expect([status, answered.etag]).toEqual([200, `"${epoch}:${seq}"`]);
    const again = await ask(`${url}/api/v1/state`, {
      headers: { ...headers, "if-none-match": `"${epoch}:${seq}"` },
    });
    expect([again.status, again.text]).toEqual([304, ""]);
  });
});

describe("at its end", () => {
  it("no child has noticed any of this, and the daemon says that it is leaving", async () => {
    expect(await place.pids()).toEqual(before);
    const { pid } = holderOf(place.home);
    const client = await greeted(`ws+unix:${socket}:/api/v1/live`);
    await client.until((frame) => frame.snapshot);
    const stuck = open(`ws+unix:${socket}:/api/v1/live`);
    await stuck.opened;
    await place.sentinel("down");
    expect([await client.closed, await stuck.closed]).toEqual([1001, 1001]);
    await eventually("the daemon has ended", () => !isAlive(pid));
  });
});

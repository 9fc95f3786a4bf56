import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makePlace, type Pids, type Place } from "../e2e/sentinel.ts";
import { ask, connection, holderOf, sendRaw } from "./talk.ts";

let place: Place;
let url: string;
let host: string;
let before: Pids;

beforeAll(async () => {
  place = makePlace("version: 1\nname: shop\nchildren:\n  web: { command: sleep 1000, min_uptime: 0 }\n");
  await place.sentinel("up", "--detach", "--listen", "0");
  url = holderOf(place.home).url ?? "";
  host = new URL(url).host;
  before = await place.pids();
});
afterAll(() => place.leave());

// Whatever comes over TCP, no child notices, and the command line goes on.
afterEach(async () => {
  expect(Object.keys(before)).toEqual(["web"]);
  expect(await place.pids()).toEqual(before);
  const { children } = await place.status();
  expect(children.map((child) => child.kind === "service" && child.restarts)).toEqual([0]);
});

/** A request, character for character; the connection ends after the answer. */
const raw = (start: string, headers: ReadonlyArray<string> = [`host: ${host}`], body = ""): Promise<string> =>
  sendRaw(url, [start, ...headers, "connection: close", "", body].join("\r\n"));
const statusIn = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);

const post = (headers: Readonly<Record<string, string>>, body: string) =>
  ask(`${url}/api/v1/plan`, { method: "POST", headers, body });

describe("answers over TCP", () => {
  it("have headers that keep browsers from making anything of them, and allow no other site", async () => {
    for (const path of ["/healthz", "/api/v1/status", "/nothing"]) {
      const { headers } = await ask(`${url}${path}`, { headers: { origin: "https://evil.example" } });
      expect(headers, path).toMatchObject({
        "content-security-policy": expect.stringContaining("default-src 'none'; frame-ancestors 'none'"),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      });
      expect(Object.keys(headers).filter((name) => /^access-control|^strict-|^x-powered/.test(name))).toEqual(
        [],
      );
    }
  });

  it("say nothing of the machine, whatever was asked for", async () => {
    const paths = [
      "/api/v1/status",
      "/nothing",
      "/api/v1/children/..%2f..%2fetc%2fpasswd",
      "/api/v1/%",
      "/%00",
    ];
    for (const path of paths) {
      const { status, text } = await ask(`${url}${path}`);
      expect(status, path).toBeGreaterThanOrEqual(400);
      expect(status, path).toBeLessThan(500);
      expect(text, path).not.toContain(place.folder);
      expect(text, path).not.toMatch(/root:|\bat .*:\d+:\d+|node_modules|passwd/);
    }
  });
});

describe("a request is refused", () => {
  it("that names another host: a page whose name leads here (DNS rebinding)", async () => {
    for (const name of [
      "evil.example",
      "evil.example:7368",
      "127.0.0.1.evil.example",
      "localhost.evil",
      "10.0.0.1",
    ]) {
      const { status, text } = await ask(`${url}/healthz`, { headers: { host: name } });
      expect(status, name).toBe(421);
      expect(JSON.parse(text)).toMatchObject({
        type: "urn:sentinel:problem:misdirected-request",
        hint: expect.stringContaining("settings.yaml"),
      });
    }
    for (const name of ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:80", host])
      expect((await ask(`${url}/healthz`, { headers: { host: name } })).status, name).toBe(200);
    expect(statusIn(await raw("GET /healthz HTTP/1.1", []))).toBe(400);
    expect(statusIn(await raw("GET /healthz HTTP/1.0", []))).toBe(400);
  });

  it("for a WebSocket from a page of another site", async () => {
    const upgrade = (...more: ReadonlyArray<string>) =>
      raw("GET /healthz HTTP/1.1", [
        `host: ${host}`,
        "upgrade: websocket",
        "sec-websocket-version: 13",
        ...more,
      ]);
    expect(statusIn(await upgrade("origin: https://evil.example"))).toBe(403);
    expect(statusIn(await upgrade("origin: null"))).toBe(403);
    expect(statusIn(await upgrade(`origin: http://${host}`))).toBe(200);
  });

  it("with a method that the route has not, by OPTIONS too", async () => {
    for (const method of ["DELETE", "OPTIONS", "PUT", "POST"]) {
      const { status, headers } = await ask(`${url}/api/v1/status`, { method });
      expect({ method, status, allow: headers.allow }).toEqual({ method, status: 405, allow: "GET, HEAD" });
    }
    expect((await ask(`${url}/api/v1/plan`)).headers.allow).toBe("POST");
    expect((await ask(`${url}/nothing`, { method: "OPTIONS" })).status).toBe(404);
    expect(statusIn(await raw("TRACE /healthz HTTP/1.1"))).toBe(405);
    expect(statusIn(await raw("CONNECT evil.example:80 HTTP/1.1"))).toBe(0);
  });

  it("with a body that is not declared as JSON", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""]) {
      const { status, text } = await post({ "content-type": type }, "{}");
      expect(status, type).toBe(415);
      expect(JSON.parse(text).hint).toContain("application/json");
    }
    for (const type of [
      "application/json",
      "Application/JSON; charset=utf-8",
      "application/merge-patch+json",
    ])
      expect((await post({ "content-type": type }, "{}")).status, type).toBe(401);
  });

  it("with a body that is too long, before any of it is read", async () => {
    const headers = { "content-type": "application/json", "content-length": String(10_000_000) };
    const { socket, ended } = connection(url);
    const lines = [`host: ${host}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
    socket.write(["POST /api/v1/actions HTTP/1.1", ...lines, "", ""].join("\r\n"));
    expect(statusIn(await ended)).toBe(413);
    // A whole tree may be longer.
    const tree = await ask(`${url}/api/v1/plan`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ a: "x".repeat(2_000_000) }),
    });
    expect(tree.status).toBe(401);
  });

  it("with headers that are too long, no headers, or two bodies", async () => {
    expect(statusIn(await raw("GET /healthz HTTP/1.1", [`host: ${host}`, `x: ${"y".repeat(20_000)}`]))).toBe(
      431,
    );
    expect(statusIn(await raw(`GET /${"y".repeat(20_000)} HTTP/1.1`))).toBe(431);
    const smuggled = [`host: ${host}`, "content-length: 5", "transfer-encoding: chunked"];
    expect(
      statusIn(await raw("POST /api/v1/plan HTTP/1.1", smuggled, "0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n")),
    ).toBe(400);
    expect(statusIn(await raw("GET /healthz HTTP/1.1", [`host: ${host}`, "x: a\0b"]))).toBe(400);
    expect(statusIn(await raw("GET /healthz HTTP/1.1", [`host: ${host}`, "x: a\rx-two: b"]))).toBe(400);
    expect(statusIn(await sendRaw(url, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"))).toBe(400);
  });

  it("whose path would add headers or leave the folder, and nothing of it is done", async () => {
    const injected = await ask(`${url}/%0d%0ax-injected:%201`);
    expect(injected).toMatchObject({ status: 404 });
    expect(injected.headers["x-injected"]).toBeUndefined();
    expect(statusIn(await raw("GET /../../../../etc/passwd HTTP/1.1"))).toBe(404);
    expect(statusIn(await raw("GET //evil.example/healthz HTTP/1.1"))).toBe(404);
    expect(statusIn(await raw("GET /api\\v1\\status HTTP/1.1"))).toBe(400);
  });

  it("that claims to come from elsewhere through a proxy that nobody trusts", async () => {
    const headers = { "x-forwarded-host": "evil.example", "x-forwarded-for": "127.0.0.1" };
    expect((await ask(`${url}/healthz`, { headers })).status).toBe(200);
    expect((await ask(`${url}/sentinel/healthz`)).status).toBe(404);
  });
});

describe("connections that stay", () => {
  it("without a request, or with one that never ends, are closed", async () => {
    const idle = connection(url);
    const slow = connection(url);
    slow.socket.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n`);
    const drip = setInterval(() => slow.socket.write("x: y\r\n"), 500);
    try {
      expect(statusIn(await slow.ended)).toBe(408);
      expect(statusIn(await idle.ended)).toBe(408);
    } finally {
      clearInterval(drip);
    }
  });

  it("are limited in number; more are closed at once, and the socket of the home answers", async () => {
    // Every one takes two descriptors of this machine.
    const many = Array.from({ length: 3_000 }, () => connection(url));
    try {
      const first = await Promise.race(many.slice(2_048).map(({ ended }) => ended));
      expect(first).toBe("");
      expect((await place.sentinel("status", "--json")).code).toBe(0);
    } finally {
      for (const { socket } of many) socket.destroy();
      await Promise.all(many.map(({ ended }) => ended));
    }
  });
});

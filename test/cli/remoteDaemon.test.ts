import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { daemonUrl, isPrivate } from "../../src/cli/account/daemonUrl.ts";
import { parseFingerprint } from "../../src/cli/account/fingerprint.ts";
import { tableLines } from "../../src/cli/terminal/tableLines.ts";
import { ask, request, requestCookie } from "../../src/client/client.ts";
import { claimHeader } from "../../src/domain/Principal.ts";

interface Asked {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let asked: Asked;
let answer: { status: number; headers?: Record<string, string>; text: string };
const daemon = () => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sentinel`,
  credentials: { authorization: "Bearer snt_x" },
  fingerprint: null,
});

beforeEach(async () => {
  answer = { status: 200, text: '{ "items": [] }' };
  server = createServer(async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    asked = { line: `${incoming.method} ${incoming.url}`, headers: incoming.headers, body };
    response.writeHead(answer.status, answer.headers).end(answer.text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.close();
});

describe("a request to a daemon elsewhere", () => {
  it("goes below the path of its URL, and shows a credential, not the name of the user here", async () => {
    await request(daemon(), "POST /actions", { verb: "stop", paths: ["web"] });
    expect(asked.line).toBe("POST /sentinel/api/v1/actions");
    expect(asked.headers).toMatchObject({
      host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      authorization: "Bearer snt_x",
    });
    expect(asked.headers[claimHeader]).toBeUndefined();
    expect(JSON.parse(asked.body)).toEqual({ verb: "stop", paths: ["web"] });
  });

  it("that logs in finds the cookie of the session", async () => {
    answer = { status: 201, headers: { "set-cookie": "sentinel_session_1=abc; HttpOnly" }, text: "{}" };
    const login = { username: "ann", password: "x" };
    expect(await requestCookie(daemon(), "POST /session", login)).toEqual({
      ...{ answer: {}, cookie: "sentinel_session_1=abc" },
    });
  });

  it.each([
    [
      { status: 301, text: "<html>" },
      3,
      "what answers at URL is not a Sentinel daemon (HTTP 301); use the address that `sentinel status` shows on its machine",
    ],
    [
      { status: 401, text: '{ "code": "Unauthenticated", "detail": "it has expired" }' },
      1,
      "URL: it has expired; run `sentinel login URL`",
    ],
    [
      { status: 403, text: '{ "code": "Forbidden", "detail": "it takes admin", "hint": "ask one" }' },
      1,
      "it takes admin; ask one",
    ],
    [{ status: 404, text: '{ "code": "NoSuchChild", "detail": "there is no x" }' }, 4, "there is no x"],
    [{ status: 503, text: '{ "code": "Starting", "detail": "it starts" }' }, 3, "it starts"],
  ])("that is answered with %o ends with exit code %i", async (given, code, message) => {
    answer = given;
    await expect(ask(daemon(), "GET /users")).rejects.toMatchObject({
      ...{ code, message: message.replaceAll("URL", daemon().url) },
    });
  });
});

describe("the URL of a daemon", () => {
  it("is one with a scheme, without a user, a query and a slash at its end", () => {
    expect(daemonUrl("https://Example.com/sentinel//", "--url")).toBe("https://example.com/sentinel");
    expect(daemonUrl("http://127.0.0.1:7368/", "--url")).toBe("http://127.0.0.1:7368");
    for (const text of [
      "",
      "example.com:1",
      "ftp://x",
      "http://",
      "http://a:b@x",
      "http://x?y",
      "http://x#y",
    ])
      expect(() => daemonUrl(text, "--url"), text).toThrow("--url takes the address of a daemon's API");
  });

  it("keeps what is typed from others with TLS, or on this machine", () => {
    const urls = ["https://x", "http://localhost:1", "http://127.0.0.1", "http://[::1]:1", "http://10.0.0.1"];
    expect(urls.map(isPrivate)).toEqual([true, true, true, true, false]);
  });
});

describe("a fingerprint", () => {
  const pairs = Array.from({ length: 32 }, () => "AB");

  it("is the same with and without colons, in either case", () => {
    for (const text of [pairs.join(":"), pairs.join("").toLowerCase(), `SHA256:${pairs.join("")}`])
      expect(parseFingerprint(text)).toBe(pairs.join(":"));
    for (const text of ["", "AB", `${pairs.join(":")}:AB`, pairs.join("").replace("A", "G")])
      expect(() => parseFingerprint(text), text).toThrow("32 bytes in hexadecimal");
  });
});

describe("a table", () => {
  it("has columns as wide as their widest cell, and nothing that moves the cursor", () => {
    expect(
      tableLines([
        ["name", "role"],
        ["ann\u001b[2J", "日本"],
        ["b", "viewer"],
      ]),
    ).toEqual(["name     role", "ann [2J  日本", "b        viewer"]);
  });
});

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { prepareArrivals } from "../../src/adapters/node/listen/arrivals.ts";
import { eventually, makePlace } from "../e2e/sentinel.ts";
import { needs } from "../support/needs.ts";
import { ask, askOwner, holderOf } from "./talk.ts";

const nginx = "/usr/sbin/nginx";

const lacking = (): string | null => {
  try {
    execFileSync(nginx, ["-v"], { stdio: "ignore" });
    return null;
  } catch {
    return "nginx is not installed";
  }
};
const behindNginx = needs(lacking());

const freePort = async (): Promise<number> => {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** The configuration in the documentation, without TLS, on these ports. */
const documented = (port: number, daemonPort: string): string => {
  const text = readFileSync(join(import.meta.dirname, "../../docs/exposure.md"), "utf8");
  const sample = /```nginx\n(.*?)```/s.exec(text)?.[1] ?? "";
  return sample
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
    .replace(/^ *ssl_.*$/gm, "")
    .replace("127.0.0.1:7368", `127.0.0.1:${daemonPort}`);
};

const startNginx = (folder: string, http: string): ChildProcess => {
  const file = join(folder, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  writeFileSync(
    file,
    [
      `daemon off; pid ${folder}/nginx.pid; error_log stderr; worker_processes 1; user root;`,
      `events {} http { access_log off;`,
      ...temporary.map((name) => `${name}_temp_path ${folder}/${name};`),
      `${http} }`,
    ].join("\n"),
  );
  return spawn(nginx, ["-p", folder, "-c", file, "-e", "stderr"], { stdio: "ignore" });
};

describe("behind a reverse proxy", () => {
  behindNginx("a daemon is reached under a path, as documented for nginx", async () => {
    const place = makePlace(
      "version: 1\nname: shop\nchildren:\n  web: { command: sleep 1000, min_uptime: 0 }\n",
    );
    onTestFinished(() => place.leave());
    const port = await freePort();
    mkdirSync(place.home, { mode: 0o700 });
    writeFileSync(
      join(place.home, "settings.yaml"),
      `listen: 127.0.0.1:0\npublic_url: http://example.com:${port}/sentinel\ntrusted_proxy: 127.0.0.1\n`,
    );
    await place.sentinel("up", "--detach");
    const { url = "" } = holderOf(place.home);
    const folder = mkdtempSync(join(tmpdir(), "nginx-"));
    const proxy = startNginx(folder, documented(port, new URL(url).port));
    onTestFinished(async () => {
      const ended = new Promise((resolve) => proxy.once("exit", resolve));
      proxy.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });
    const outside = `http://127.0.0.1:${port}`;
    const headers = { host: `example.com:${port}` };
    const isUp = () =>
      ask(outside, { headers }).then(
        () => true,
        () => false,
      );
    await eventually("nginx listens", isUp);
    expect(await ask(`${outside}/sentinel/healthz`, { headers })).toMatchObject({
      status: 200,
      text: "ok\n",
    });
    expect((await ask(`${outside}/sentinel/api/v1/status?path=web`, { headers })).status).toBe(401);
    expect((await ask(`${outside}/healthz`, { headers })).status).toBe(404);
    expect((await ask(`${outside}/sentinel/healthz`, { headers: { host: "evil.example" } })).status).toBe(
      421,
    );
    const { daemon } = await place.status();
    expect(daemon).toMatchObject({ url, public_url: `http://example.com:${port}/sentinel` });
    const { body: made } = await askOwner(holderOf(place.home).socket, "POST", "/keys", {
      ...{ name: "page", role: "viewer" },
    });
    const authorization = `Bearer ${made.key}`;
    const upgraded = (more: Readonly<Record<string, string>>) =>
      new Promise<unknown>((resolve) => {
        const target = `ws://127.0.0.1:${port}/sentinel/api/v1/live`;
        const client = new WebSocket(target, { headers: { ...headers, ...more } });
        client.on("open", () => client.send('{"hello":1}'));
        client.on("error", () => undefined);
        client.on("unexpected-response", (_, { statusCode }) => resolve(statusCode));
        client.on("message", (text) => {
          resolve(Object.keys(JSON.parse(String(text)))[0]);
          client.terminate();
        });
      });
    expect(await upgraded({ authorization, origin: `http://example.com:${port}` })).toBe("reset");
    expect(await upgraded({ authorization, origin: "http://evil.example" })).toBe(403);
    expect(await upgraded({})).toBe(401);
    // The proxy may also remove the path.
    expect((await ask(`${url}/healthz`)).status).toBe(200);
    const large = { method: "POST", headers: { ...headers, "content-type": "application/json" } };
    const body = JSON.stringify({ a: "x".repeat(3_000_000) });
    expect((await ask(`${outside}/sentinel/api/v1/plan`, { ...large, body })).status).toBe(401);
    expect((await ask(`${outside}/sentinel/api/v1/actions`, { ...large, body })).status).toBe(413);
  });
});

/** What the API sees of a request. */
const arrival = async (
  path: string,
  headers: Readonly<Record<string, string>>,
  { trusted = ["127.0.0.1"], basePath = "/sentinel" } = {},
) => {
  const server = createServer((incoming, outgoing) => {
    const { url, headers } = incoming;
    const at = incoming.rawHeaders.findIndex((name) => name.toLowerCase() === "host");
    const { clientAddress = null } = incoming as { clientAddress?: string };
    const host = headers.host === incoming.rawHeaders[at + 1] ? headers.host : "two hosts";
    outgoing.end(JSON.stringify({ url, host, clientAddress, via: headers["x-forwarded-for"] !== undefined }));
  });
  prepareArrivals(server, { basePath, trustedProxies: trusted, answerHeaders: { "x-default": "set" } });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const answer = await ask(`http://127.0.0.1:${port}${path}`, { headers: { host: "own", ...headers } });
    expect(answer.headers["x-default"]).toBe("set");
    return JSON.parse(answer.text);
  } finally {
    server.close();
  }
};

describe("a request", () => {
  it("has the path that it has for the API, whether the proxy has removed its own or not", async () => {
    const cases = {
      "/sentinel": "/",
      "/sentinel/": "/",
      "/sentinel?a=b": "/?a=b",
      "/sentinel/api/v1/status?x": "/api/v1/status?x",
      "/sentinels": "/sentinels",
      "/api": "/api",
    };
    for (const [path, url] of Object.entries(cases)) expect((await arrival(path, {})).url, path).toBe(url);
  });

  it("has the address and the host that a trusted proxy says", async () => {
    const said = { "x-forwarded-for": "6.6.6.6, 1.2.3.4", "x-forwarded-host": "example.com" };
    expect(await arrival("/", said)).toEqual({
      ...{ url: "/", host: "example.com", clientAddress: "1.2.3.4", via: true },
    });
    const chain = { "x-forwarded-for": "6.6.6.6, 1.2.3.4, ::ffff:10.0.0.2" };
    const trusted = ["127.0.0.1", "10.0.0.2"];
    expect(await arrival("/", chain, { trusted })).toMatchObject({ host: "own", clientAddress: "1.2.3.4" });
    for (const nonsense of ["", "unknown", "1.2.3.4<script>"])
      expect((await arrival("/", { "x-forwarded-for": nonsense })).clientAddress, nonsense).toBeNull();
  });

  it("has its own from anybody else, but shows that it has come through a proxy", async () => {
    const said = { "x-forwarded-for": "1.2.3.4", "x-forwarded-host": "example.com" };
    for (const trusted of [[], ["10.0.0.2"]])
      expect(await arrival("/", said, { trusted })).toEqual({
        ...{ url: "/", host: "own", clientAddress: null, via: true },
      });
  });
});

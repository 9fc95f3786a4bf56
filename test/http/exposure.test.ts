import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeSelfSigned } from "../../src/adapters/node/listen/selfSigned.ts";
import { eventually, isAlive, makePlace, type Place } from "../e2e/sentinel.ts";
import { ask, holderOf } from "./talk.ts";

const tree = "version: 1\nname: shop\nchildren:\n  web: { command: sleep 1000, min_uptime: 0 }\n";

let place: Place;
beforeEach(() => {
  place = makePlace(tree);
});
afterEach(() => place.leave());

const settings = (text: string, home = place.home): void => {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(home, "settings.yaml"), text);
};
const up = (...args: ReadonlyArray<string>) => place.sentinel("up", "--detach", ...args);
const recordOf = (home: string): string => join(home, "daemon.json");
const urlOf = (home = place.home): string => holderOf(home).url ?? "none";

/** Listen on a port; null if another process does. */
const holdPort = async (port: number): Promise<Server | null> => {
  const server = createServer().listen(port, "127.0.0.1");
  return once(server, "listening").then(
    () => server,
    () => null,
  );
};

/** A daemon that finds the usual port taken, by this test or by a daemon of another one, which may leave at any moment. */
const daemonBesideAnother = async () => {
  for (;;) {
    const usual = await holdPort(7368);
    const daemon = place.stay("daemon");
    await eventually("it has its address", () => existsSync(recordOf(place.home)) && urlOf() !== "none");
    usual?.close();
    if (urlOf() !== "http://127.0.0.1:7368") return daemon;
    await place.sentinel("down");
  }
};

describe("the address of a daemon", () => {
  it("is on loopback, and stands in daemon.json, status, up and doctor", async () => {
    const { code, out } = await up();
    expect(code).toBe(0);
    const { url, socket, pid } = holderOf(place.home);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:(73[6-9]\d)$/);
    expect(socket).toBe(join(place.home, "sentinel.sock"));
    const { daemon } = await place.status();
    expect(daemon).toMatchObject({ url, pid });
    expect(out).toContain(`\nAPI at ${url}\n`);
    expect((await place.sentinel("status")).out).toContain(`\nAPI at ${url}\n`);
    expect((await place.sentinel("doctor", "-v")).out).toMatch(new RegExp(`API over TCP +${url}`));
    expect(await ask(`${url}/healthz`)).toMatchObject({ status: 200, text: "ok\n" });
    await place.sentinel("down");
    expect(existsSync(join(place.home, "daemon.json"))).toBe(false);
    await expect(ask(`${url}/healthz`)).rejects.toThrow("ECONNREFUSED");
  });

  it("lets nobody in who has not logged in, and says how", async () => {
    await up("--listen", "0");
    const answer = await ask(`${urlOf()}/api/v1/status`);
    expect(answer).toMatchObject({ status: 401, headers: { "www-authenticate": "Bearer" } });
    expect(JSON.parse(answer.text)).toMatchObject({
      type: "urn:sentinel:problem:unauthenticated",
      status: 401,
      hint: expect.stringContaining("authorization: Bearer"),
    });
  });

  it("is another one where the usual port is taken, which it says once", async () => {
    const daemon = await daemonBesideAnother();
    const url = urlOf();
    const said = `sentinel: another daemon has the usual port; the API of this one is at ${url}\n`;
    expect(daemon.err()).toBe(said);
    expect((await ask(`${url}/healthz`)).status).toBe(200);
  });

  it("is none where none is wanted, by option or by settings", async () => {
    settings("listen: 127.0.0.1:1\n");
    await up("--listen", "none");
    expect(holderOf(place.home).url).toBeUndefined();
    expect((await place.status()).daemon.url).toBeNull();
    expect((await place.sentinel("status")).out).not.toContain("API at");
    await place.sentinel("down");
    settings("listen: none # for now\n");
    await up();
    expect(holderOf(place.home).url).toBeUndefined();
  });

  it("that was chosen and can't be had keeps the daemon from starting", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as AddressInfo;
    expect(await up("--listen", `127.0.0.1:${port}`)).toMatchObject({
      code: 1,
      err: `sentinel: the daemon can't listen on 127.0.0.1:${port}: another process listens there; choose another address with --listen or in settings.yaml, or none\n`,
    });
    taken.close();
    expect((await place.sentinel("status")).code).toBe(3);
    expect((await up("--listen", "192.0.2.1:7368", "--insecure")).err).toContain(
      "this machine has no such address",
    );
    expect((await up("--listen", `127.0.0.1:${port}`)).code).toBe(0);
    expect(urlOf()).toBe(`http://127.0.0.1:${port}`);
  });

  it("is refused where it makes no sense, or would be readable on the way", async () => {
    expect(await up("--listen", "everywhere")).toMatchObject({
      code: 2,
      err: 'sentinel: --listen takes an address such as 127.0.0.1:7368 or [::1]:7368, a port, or none, not "everywhere"\n',
    });
    const { code, err } = await up("--listen", "0.0.0.0:0");
    expect(code).toBe(5);
    expect(err).toContain("without TLS, anybody on the network path could read passwords and keys");
    expect((await up("--listen", "0.0.0.0:0", "--insecure")).code).toBe(0);
    expect(urlOf()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await place.sentinel("down");
    settings("listen: '[::]:0'\nallow_insecure: true\n");
    expect((await up()).code).toBe(0);
    expect(urlOf()).toMatch(/^http:\/\/\[::1\]:\d+$/);
  });

  it("all mistakes in the settings are told at once, and nothing starts", async () => {
    settings("listen: here\ntls: yes please\nhost: [x]\n");
    const { code, err } = await up();
    expect(code).toBe(5);
    expect(err).toContain("settings.yaml:1:9: listen: expected an address");
    expect(err).toContain("settings.yaml:2:6: tls: expected self-signed");
    expect(err).toContain('settings.yaml:3:1: unknown key "host" in the settings');
    expect(err).toContain('did you mean "hosts"?');
  });
});

describe("the next daemon of a home", () => {
  it("has the same address, after a hand-over and after a kill", async () => {
    const first = makePlace(tree.replace("shop", "first"));
    try {
      // So that the usual port is in use, and another one has to be remembered.
      await first.sentinel("up", "--detach");
      await up();
      const url = urlOf();
      const { web } = await place.pids();
      const next = place.stay("daemon", "--replace");
      await eventually("the next one is in charge", () => holderOf(place.home).pid === next.process.pid);
      await eventually("it answers", async () => (await place.status()).daemon.url === url);
      expect((await ask(`${url}/healthz`)).status).toBe(200);
      await place.killDaemon();
      await up();
      expect(urlOf()).toBe(url);
      expect(await place.pids()).toEqual({ web });
    } finally {
      await first.leave();
    }
  });

  it("does not take over where it can't listen, and the one before goes on", async () => {
    await up("--listen", "0");
    const { pid } = holderOf(place.home);
    const url = urlOf();
    const { web } = await place.pids();
    const refused = await place.sentinel("daemon", "--replace", "--listen", "192.0.2.1:1", "--insecure");
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("this machine has no such address");
    const isBack = () =>
      place.status().then(
        ({ daemon }) => daemon.pid === pid,
        () => false,
      );
    await eventually("the one before answers again", isBack);
    expect((await place.status()).daemon.url).toBe(url);
    expect((await ask(`${url}/healthz`)).status).toBe(200);
    expect(isAlive(web ?? 0)).toBe(true);
  });
});

describe("over TLS", () => {
  it("a daemon shows a certificate that it has made, the same after a restart", async () => {
    settings("listen: 0.0.0.0:0\ntls: self-signed\nhosts: [shop.example.com]\n");
    const { out } = await up();
    const { daemon } = await place.status();
    expect(daemon.tls_fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(out).toContain(`API at ${daemon.url}, certificate SHA-256 ${daemon.tls_fingerprint}\n`);
    const file = join(place.home, "tls.pem");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const ca = readFileSync(file, "utf8");
    const answer = await ask(`${daemon.url}/healthz`, { ca });
    expect(answer).toMatchObject({ status: 200, certificate: { fingerprint256: daemon.tls_fingerprint } });
    expect(answer.certificate?.subjectaltname).toContain("DNS:shop.example.com");
    expect((await ask(`https://localhost:${new URL(daemon.url ?? "").port}/healthz`, { ca })).status).toBe(
      200,
    );
    await place.sentinel("down");
    await up();
    expect((await place.status()).daemon.tls_fingerprint).toBe(daemon.tls_fingerprint);
    await place.sentinel("down");
    // A further name takes another certificate.
    settings("listen: 0.0.0.0:0\ntls: self-signed\nhosts: [shop.example.com, other.example.com]\n");
    await up();
    expect((await place.status()).daemon.tls_fingerprint).not.toBe(daemon.tls_fingerprint);
  });

  it("a daemon uses the files that it is given, and their successors", async () => {
    const write = ({ cert, key }: { cert: string; key: string }): string => {
      writeFileSync(join(place.folder, "a.crt"), cert);
      writeFileSync(join(place.folder, "a.key"), key);
      return cert;
    };
    const first = write(makeSelfSigned([]));
    settings(`listen: 127.0.0.1:0\ntls: { cert: ${place.folder}/a.crt, key: ../a.key }\n`);
    await up();
    expect((await ask(`${urlOf()}/healthz`, { ca: first })).status).toBe(200);
    // What is wrong is not used.
    writeFileSync(join(place.folder, "a.key"), "nothing");
    const second = write(makeSelfSigned([]));
    const works = () =>
      ask(`${urlOf()}/healthz`, { ca: second }).then(
        () => true,
        () => false,
      );
    await eventually("the second certificate is used", works);
    await expect(ask(`${urlOf()}/healthz`, { ca: first })).rejects.toThrow();
  });

  it("files that are no certificate and its key keep the daemon from starting, with the reason", async () => {
    const [one, other] = [makeSelfSigned([]), makeSelfSigned([])];
    writeFileSync(join(place.folder, "a.crt"), one.cert);
    settings("listen: 127.0.0.1:0\ntls: { cert: ../a.crt, key: ../a.key }\n");
    expect(await up()).toMatchObject({ code: 1, err: expect.stringContaining("a.key can't be read") });
    writeFileSync(join(place.folder, "a.key"), other.key);
    expect((await up()).err).toMatch(/the key in .*a\.key does not belong to the certificate in .*a\.crt/);
    writeFileSync(join(place.folder, "a.key"), "nothing");
    expect((await up()).err).toContain("are not a certificate and its private key in PEM");
  });
});

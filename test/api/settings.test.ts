import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Answer, type Daemon, makeDaemon } from "./daemon.ts";

const tree = "version: 1\nname: shop\nchildren: { web: { command: web, ready: { log: up } } }\n";

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(tree);
});
afterEach(() => daemon.end());

const file = (): string => join(dirname(daemon.socket), "settings.yaml");
const settingOf = ({ body }: Answer, wanted: string) =>
  body.settings.find(({ key }: { key: string }) => key === wanted);
const put = (settings: object, headers = {}) => daemon.ask("PUT", "/settings", { settings }, headers);

describe("GET /settings", () => {
  it("shows each setting: what is in force, where it comes from, and when a change takes effect", async () => {
    const answer = await daemon.get("/settings");
    expect(answer.body).toMatchObject({ file: "settings.yaml", restart_needed: false, mistakes: [] });
    for (const { key, description } of answer.body.settings) expect(description, key).not.toBe("");
    expect(settingOf(answer, "listen")).toMatchObject({
      in_force: "127.0.0.1:7368",
      source: "default",
      written: null,
      line: null,
      takes_effect: "next daemon",
      pending: false,
    });
  });

  it("tells what a file says that has changed since the daemon started, and in which line", async () => {
    writeFileSync(file(), "# ours\nlisten: 7400\n");
    const answer = await daemon.get("/settings");
    expect(answer.body.restart_needed).toBe(true);
    expect(settingOf(answer, "listen")).toMatchObject({ written: 7400, line: 2, pending: true });
    expect(settingOf(answer, "listen").in_force).toBe("127.0.0.1:7368");
  });

  it("shows what is kept with all of its parts, also those that follow from what a file says", async () => {
    expect(settingOf(await daemon.get("/settings"), "retention")).toMatchObject({
      source: "default",
      in_force: {
        transitions: 500_000,
        actions: 5_000_000,
        alarms: 5_000_000,
        tree: 5_000_000,
        failed_applies: null,
      },
    });
    const answer = await put({ retention: { transitions: 500_000 } });
    expect(settingOf(answer, "retention")).toMatchObject({
      written: { transitions: 500_000 },
      pending: false,
    });
    const lower = await put({ retention: { transitions: 2_000 } });
    expect(settingOf(lower, "retention")).toMatchObject({ written: { transitions: 2_000 }, pending: true });
  });

  it("tells what is wrong with a file with which no daemon would start", async () => {
    writeFileSync(file(), "listen: nowhere\nhost: [x]\n");
    expect((await daemon.get("/settings")).body.mistakes).toMatchObject([
      { key: "listen", message: expect.stringContaining("expected an address") },
      { key: "host", message: expect.stringContaining("unknown key") },
    ]);
    writeFileSync(file(), Buffer.from([0xff, 0xfe]));
    expect((await daemon.get("/settings")).body.mistakes).toMatchObject([
      { key: "", message: "settings.yaml is UTF-16; save it as UTF-8" },
    ]);
  });
});

describe("PUT /settings", () => {
  it("writes what is given, keeps the comments of what stays, and says what waits for the next daemon", async () => {
    writeFileSync(
      file(),
      "# ours\nhosts: [a.example.com] # short\nlisten: 7400 # quiet\nallow_insecure: true\n",
    );
    const answer = await put({ listen: "127.0.0.1:7500", hosts: ["a.example.com"] });
    expect(answer).toMatchObject({
      status: 200,
      body: { changed: ["listen", "allow_insecure"], restart_needed: true },
    });
    expect(readFileSync(file(), "utf8")).toBe(
      "# ours\nhosts: [ a.example.com ] # short\nlisten: 127.0.0.1:7500 # quiet\n",
    );
    const { body } = await daemon.get("/events?last=1");
    expect(body.items[0]).toMatchObject({
      ...{ type: "action", action: "update_settings", outcome: "done", route: "PUT /settings" },
      reason: "listen, allow_insecure changed; effective when the next daemon starts",
    });
  });

  it("makes the file where there is none, and writes through a link", async () => {
    expect(await put({ tls: "self-signed" })).toMatchObject({ status: 200 });
    expect(readFileSync(file(), "utf8")).toBe("tls: self-signed\n");
    expect(await put({})).toMatchObject({ body: { changed: ["tls"], restart_needed: false } });
    await daemon.end();
    daemon = await makeDaemon(tree);
    const linked = join(dirname(file()), "linked.yaml");
    writeFileSync(linked, "");
    symlinkSync(linked, file());
    await put({ listen: "none" });
    expect(readFileSync(linked, "utf8")).toBe("listen: none\n");
  });

  it("refuses all that is wrong at once, each with its key, and writes nothing", async () => {
    const answer = await put({ listen: "nowhere", tls: "maybe", lissten: "none" });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: "InvalidSettings",
        errors: [{ path: "settings.listen" }, { path: "settings.tls" }, { path: "settings.lissten" }],
      },
    });
    expect(() => readFileSync(file())).toThrow();
  });

  it("refuses what the next daemon would not start with: no TLS outside of loopback, a certificate that is not there", async () => {
    expect(await put({ listen: "0.0.0.0:7368" })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "settings.listen", message: expect.stringContaining("without TLS") }] },
    });
    const { body } = await put({ tls: { cert: "no.pem", key: "no.key" } });
    expect(body.errors).toMatchObject([
      { path: "settings.tls", message: expect.stringMatching(/^TLS is impossible: no.pem/) },
    ]);
    expect(JSON.stringify(body)).not.toContain(dirname(file()));
  });

  it("refuses to write over a file that is not YAML, and replaces wrong keys in one that is", async () => {
    writeFileSync(file(), "listen: [\n");
    expect(await put({ listen: "none" })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "settings" }] },
    });
    writeFileSync(file(), "host: x\n");
    expect(await put({ listen: "none" })).toMatchObject({ status: 200, body: { mistakes: [] } });
  });

  it("is refused with If-Match once the file is another one", async () => {
    const { etag = "" } = (await daemon.get("/settings")).headers;
    writeFileSync(file(), "listen: 7400\n");
    expect(await put({}, { "if-match": etag })).toMatchObject({
      status: 412,
      body: { code: "PreconditionFailed" },
    });
    const again = (await daemon.get("/settings")).headers.etag ?? "";
    expect(await put({}, { "if-match": again })).toMatchObject({ status: 200 });
  });
});

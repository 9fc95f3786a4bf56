import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Daemon, makeDaemon } from "./daemon.ts";

const text = "version: 1\nname: shop\nchildren:\n  web: { command: web, env: { TOKEN: s3cret } } # ours\n";
const changed = text.replace("s3cret", "other");
const invalid = "version: 1\nname: shop\nchildern: {}\n";

let folder: string;
let file: string;
let daemon: Daemon;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-file-"));
  file = join(folder, "sentinel.yaml");
  writeFileSync(file, text);
  daemon = await makeDaemon(text, { file });
});
afterEach(async () => {
  await daemon.end();
  rmSync(folder, { recursive: true, force: true });
});

const read = async () => (await daemon.get("/config/file")).body;
const write = (wanted: string, ifMatch?: string) =>
  daemon.ask(
    "PUT",
    "/config/file",
    { text: wanted },
    ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` },
  );
const onDisk = () => readFileSync(file, "utf8");

describe("GET /config/file", () => {
  it("has the text of the tree's file with its hash, and the revision in force", async () => {
    const { body } = await daemon.get("/revisions/newest");
    expect(await read()).toMatchObject({
      ...{ path: file, text, problem: null, obstacle: null, environment: null, includes: [] },
      ...{ hash: expect.stringMatching(/^[0-9a-f]{64}$/), revision: body.revision, number: 1 },
    });
  });

  it("names the files that it includes", async () => {
    mkdirSync(join(folder, "conf.d"));
    writeFileSync(join(folder, "conf.d/more.yaml"), "children: { job: { command: job } }\n");
    writeFileSync(file, `include: conf.d/*.yaml\n${text}`);
    expect((await read()).includes).toEqual([join(folder, "conf.d/more.yaml")]);
  });

  it("says why there is no text where the file is gone", async () => {
    rmSync(file);
    expect(await read()).toMatchObject({
      ...{ text: null, hash: null, problem: `${file} does not exist` },
      obstacle: expect.stringContaining("can't be replaced"),
    });
  });

  it("is for admins, because values of variables are in it", async () => {
    const headers = await keyOf("operator");
    expect((await daemon.remotely("GET", "/config/file", { headers })).status).toBe(403);
    expect((await daemon.remotely("PUT", "/config/file", { headers, body: { text } })).status).toBe(403);
  });
});

/** The headers of a key with this role. */
const keyOf = async (role: string) => ({
  authorization: `Bearer ${(await daemon.post("/keys", { name: `a-${role}`, role })).body.key}`,
});

describe("PUT /config/file", () => {
  it("replaces the text, keeps the mode of the file, and applies nothing", async () => {
    chmodSync(file, 0o640);
    const { hash } = await read();
    const answer = await write(changed, hash);
    expect(answer).toMatchObject({ status: 200, body: { path: file } });
    expect(onDisk()).toBe(changed);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["sentinel.yaml"]);
    expect(await read()).toMatchObject({ hash: answer.body.hash, number: 1 });
    expect((await daemon.get("/events?last=1")).body.items.at(-1)).toMatchObject({
      ...{ action: "write_file", outcome: "done", by: "user:test", reason: `${file} was written` },
    });
  });

  it("writes through a symbolic link", async () => {
    const target = join(folder, "target.yaml");
    writeFileSync(target, text);
    rmSync(file);
    symlinkSync("target.yaml", file);
    expect((await write(changed, (await read()).hash)).status).toBe(200);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, "utf8")).toBe(changed);
  });

  it("is refused where the file has changed meanwhile, with what to do", async () => {
    const { hash } = await read();
    writeFileSync(file, `${text}# by hand\n`);
    expect(await write(changed, hash)).toMatchObject({
      status: 412,
      body: {
        code: "FileChanged",
        current: (await read()).hash,
        detail: `${file} has changed since it was read`,
        hint: expect.stringContaining("GET /api/v1/config/file"),
      },
    });
    expect(onDisk()).toBe(`${text}# by hand\n`);
  });

  it("is refused where the file is gone, is read-only, or is none", async () => {
    const { hash } = await read();
    chmodSync(file, 0o444);
    expect(await write(changed, hash)).toMatchObject({
      status: 503,
      body: { code: "FileNotWritten", detail: expect.stringContaining("is read-only") },
    });
    rmSync(file);
    expect(await write(changed, hash)).toMatchObject({ status: 412, body: { current: null } });
    const any = await daemon.ask("PUT", "/config/file", { text }, { "if-match": "*" });
    expect(any).toMatchObject({ status: 503, body: { detail: expect.stringContaining("does not exist") } });
    mkdirSync(file);
    const folders = await daemon.ask("PUT", "/config/file", { text }, { "if-match": "*" });
    expect(folders).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining("is a directory") },
    });
  });

  it("is refused for an invalid text, and without a hash", async () => {
    expect(await write(invalid, (await read()).hash)).toMatchObject({
      status: 422,
      body: { errors: [{ path: "sentinel.yaml:1:1" }, { path: "sentinel.yaml:3:1" }] },
    });
    expect(await write(changed)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining("if-match") },
    });
    expect(onDisk()).toBe(text);
  });
});

describe("POST /config/apply with write_file", () => {
  const apply = async (wanted: string, hash?: string) =>
    daemon.post("/config/apply", { text: wanted, write_file: hash ?? (await read()).hash, message: "other" });

  it("applies a text and writes it, so that the revision comes from the file", async () => {
    const answer = await apply(changed);
    const now = await read();
    expect(answer.body).toMatchObject({
      applied: true,
      file: { written: true, hash: now.hash, problem: null },
    });
    expect(onDisk()).toBe(changed);
    expect(now).toMatchObject({ number: 2, changed_since: null });
    expect((await daemon.get("/revisions/newest")).body).toMatchObject({ source: file, message: "other" });
  });

  it("does neither where the file has changed meanwhile", async () => {
    const { hash } = await read();
    writeFileSync(file, `${text}# by hand\n`);
    expect(await apply(changed, hash)).toMatchObject({ status: 412, body: { code: "FileChanged" } });
    expect((await read()).number).toBe(1);
  });

  it("does not write a text that could not be applied", async () => {
    const { body } = await apply(
      text.replace("# ours", "\n  absent: { command: absent, restart: temporary }"),
    );
    expect(body).toMatchObject({ applied: false });
    expect(body.file).toBeUndefined();
    expect(onDisk()).toBe(text);
  });

  it("takes a text", async () => {
    expect(await daemon.post("/config/apply", { write_file: "x" })).toMatchObject({ status: 400 });
  });
});

describe("the text of a revision", () => {
  it("declares the same tree, and has the values of variables for an admin only", async () => {
    const { body } = await daemon.get("/revisions/1/text");
    expect(body).toMatchObject({ number: 1, withheld: false });
    expect(body.text).toContain("TOKEN: s3cret");
    expect((await daemon.post("/config/plan", { text: body.text })).body.steps).toEqual([]);
    const headers = await keyOf("operator");
    const withheld = (await daemon.remotely("GET", "/revisions/1/text", { headers })).body;
    expect(withheld.withheld).toBe(true);
    expect(withheld.text).not.toContain("s3cret");
    const planned = (wanted: string) =>
      daemon.remotely("POST", "/config/plan", { headers, body: { text: wanted } });
    expect((await planned(withheld.text)).body.steps).toEqual([]);
    expect((await planned(withheld.text.replace("(withheld)", "mine"))).body.steps).toMatchObject([
      { action: "restart", path: "web" },
    ]);
  });
});

import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually, makePlace, type Place } from "./sentinel.ts";

const waits = "setInterval(() => {}, 1000)";

describe("sentinel add without a daemon", () => {
  let place: Place;
  let file: string;
  beforeEach(() => {
    place = makePlace("");
    rmSync(join(place.folder, "sentinel.yaml"));
    file = join(place.home, "sentinel.yaml");
  });
  afterEach(() => place.leave());

  it("starts a daemon for the first process, in the caller's folder, and writes it to a file for the next daemon", async () => {
    writeFileSync(join(place.folder, "server.js"), `console.log("in", process.cwd()); ${waits}`);
    const added = await place.sentinel("add", "api", "--", "node", "server.js");
    expect(added).toMatchObject({ code: 0, out: "api: running (alive)\n" });
    expect(added.err).toContain("sentinel down");
    expect((await place.sentinel("logs", "api")).out).toBe(`in ${realpathSync(place.folder)}\n`);
    expect(await place.status()).toMatchObject({ name: "default", file: { source: file } });
    expect((await place.sentinel("plan", "-f", file)).out).toContain("Nothing differs");
    expect((await place.sentinel("add", "two", "--", "sleep", "1000")).code).toBe(0);
    expect((await place.sentinel("remove", "api")).code).toBe(0);
    const text = readFileSync(file, "utf8");
    expect(text).toContain('command: [ sleep, "1000" ]');
    expect(text).not.toContain("server.js");
    expect((await place.sentinel("down")).code).toBe(0);
    expect((await place.sentinel("add", "three", "--", "sleep", "1000")).code).toBe(0);
    expect(Object.keys(await place.pids())).toEqual(["two", "three"]);
  });

  it("removes a first process that does not start, and reports why", async () => {
    const added = await place.sentinel("add", "bad", "--", "node", "nofile.js");
    expect(added).toMatchObject({ code: 1, out: "" });
    expect(added.err).toContain("Cannot find module");
    expect(added.err).toContain("was not added");
    expect(existsSync(file)).toBe(false);
    expect((await place.sentinel("status")).code).toBe(3);
  });

  it("starts no daemon if the folder has a tree of its own", async () => {
    place.write("version: 1\nname: shop\nchildren: {}\n");
    const refused = await place.sentinel("add", "api", "--", "sleep", "1000");
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining("sentinel up") });
    expect(existsSync(place.home)).toBe(false);
  });
});

describe("sentinel init", () => {
  let place: Place;
  const there = (file: string): string => join(place.folder, file);
  const written = (): string => readFileSync(there("sentinel.yaml"), "utf8");
  beforeEach(() => {
    place = makePlace("");
    rmSync(there("sentinel.yaml"));
  });
  afterEach(() => place.leave());

  it("writes a file that runs as it is, but never overwrites one", async () => {
    const { code, out } = await place.sentinel("init");
    expect({ code, first: out.split("\n")[0] }).toEqual({
      code: 0,
      first: "wrote sentinel.yaml: 1 child (hello)",
    });
    expect(out).toContain("sentinel up --detach");
    const before = written();
    expect(await place.sentinel("init")).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("already exists"),
    });
    expect(written()).toBe(before);
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    await eventually("it prints", async () => (await place.sentinel("logs", "hello")).out === "hello\n");
  });

  it("uses the scripts of package.json, with the folder's package manager", async () => {
    const scripts = { start: "node server.js", dev: "vite --host", test: "vitest" };
    writeFileSync(there("package.json"), JSON.stringify({ name: "@x/shop", scripts }));
    writeFileSync(there("pnpm-lock.yaml"), "");
    expect((await place.sentinel("init")).out).toContain("from package.json: 1 child (app)");
    expect(written()).toContain("command: pnpm run --silent start # node server.js");
    expect(written()).toContain("# dev:");
    expect(written()).not.toContain("vitest");
  });

  it.each([
    ["Procfile", "web: node server.js\nworker: node worker.js\n", "procfile", ["web", "worker"]],
    ["ecosystem.config.cjs", 'module.exports = { apps: [{ name: "api", script: "a.js" }] };', "pm2", ["api"]],
    [
      "process-compose.yaml",
      'version: "0.5"\nprocesses:\n  api: { command: node a.js }\n',
      "process-compose",
      ["api"],
    ],
  ])(
    "imports %s before package.json, and says what it has not used",
    async (file, text, format, children) => {
      writeFileSync(there(file), text);
      writeFileSync(there("package.json"), JSON.stringify({ scripts: { start: "node server.js" } }));
      const answer = await place.json<Readonly<Record<string, unknown>>>("init");
      expect(answer).toMatchObject({
        file: "sentinel.yaml",
        from: file,
        format,
        children,
        valid: true,
        errors: [],
      });
      expect((await place.sentinel("config", "validate")).code).toBe(0);
      const other = await place.sentinel("init", "--from", "package.json", "-f", "other.yaml");
      expect(other.out).toContain(`not used: ${file} (\`--from ${format}\`)`);
      expect(other.out).toContain("sentinel up --detach -f other.yaml");
    },
  );

  it("looks in the folder of the file, so that its relative paths are correct", async () => {
    mkdirSync(there("deploy"));
    writeFileSync(there("deploy/Procfile"), "web: node server.js\n");
    expect((await place.sentinel("init", "-f", "deploy/sentinel.yaml")).out).toContain("from Procfile");
    expect(await place.sentinel("init", "--from", "procfile")).toMatchObject({
      code: 1,
      err: expect.stringContaining("there is no file of the format procfile"),
    });
    expect(await place.sentinel("init", "--from", "prcfile")).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean "procfile"?'),
    });
  });

  it("keeps a file that is not valid yet, and reports what is missing", async () => {
    const program = "[program:a]\ncommand=/bin/echo %(ENV_SENTINEL_TEST_UNSET)s\n";
    writeFileSync(there("supervisord.conf"), program);
    const { code, out, err } = await place.sentinel("init");
    expect({ code, out }).toEqual({ code: 5, out: "" });
    expect(err).toContain("was written, but is not valid yet");
    expect(err).toContain("SENTINEL_TEST_UNSET");
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up }, backoff: none }
children:
  web: { children: { api: { command: api } } }
  pool: { command: pool, replicas: 2 }
`;

let daemon: Daemon;
let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-editing-"));
  file = join(folder, "sentinel.yaml");
  writeFileSync(file, tree);
  daemon = await makeDaemon(tree, { file });
  await daemon.post("/children", { name: "extra", under: "web", command: { argv: ["one"] }, cwd: "/srv" });
});
afterEach(async () => {
  await daemon.end();
  rmSync(folder, { recursive: true, force: true });
});

const extra = "/children/web%2Fextra";
const declared = async () => (await daemon.get(`${extra}/config`)).body;
const edit = (declaration: object, headers = {}, more = {}) =>
  daemon.ask("PUT", `${extra}/config`, { declaration, ...more }, headers);

describe("a child that was added by hand", () => {
  it("is declared anew: what is shown can be changed and sent back, and only what differs is touched", async () => {
    const { declaration } = await declared();
    expect(declaration).toMatchObject({ command: ["one"], cwd: "/srv" });
    const before = await daemon.get(extra);
    const same = await edit(declaration);
    expect(same).toMatchObject({ status: 200, body: { applied: true, steps: [], error: null } });
    const { body } = await edit({ ...declaration, restart: "transient" }, {}, { message: "less" });
    expect(body).toMatchObject({
      steps: [{ action: "update", path: "web/extra", class: "in_place", fields: [{ field: "restart" }] }],
      seq: expect.any(Number),
    });
    expect((await declared()).declaration.restart).toBe("transient");
    expect((await daemon.get(extra)).body.pid).toBe(before.body.pid);
    expect((await daemon.get("/revisions/newest")).body).toMatchObject({
      message: "less",
      source: "a command",
    });
    expect((await daemon.get("/events?last=1")).body.items[0]).toMatchObject({
      ...{ type: "action", action: "edit", outcome: "done", subject: "web/extra" },
    });
  });

  it("is restarted with another command, and goes on as it was if that can't be started", async () => {
    const restarted = await edit({ command: "two", cwd: "/srv" });
    expect(restarted.body).toMatchObject({
      applied: true,
      steps: [{ action: "restart", path: "web/extra" }],
    });
    expect((await daemon.get(extra)).body).toMatchObject({ run: 2, state: "running" });
    const { revision } = await declared();
    expect((await edit({ command: "two", cwd: "/srv" }, { "if-match": '"sha256:0"' })).status).toBe(412);
    expect((await edit({ command: "three", cwd: "/srv" }, { "if-match": `"${revision}"` })).status).toBe(200);
  });

  it("keeps the values of its environment, which nobody is shown: not in its declaration, a plan or a revision", async () => {
    const edited = await edit({ command: "one", cwd: "/srv", env: { TOKEN: "q7-one", MODE: "q7-two" } });
    expect(edited).toMatchObject({ status: 200, body: { applied: true, steps: [{ action: "restart" }] } });
    const { declaration } = await declared();
    expect(declaration.env).toEqual({ TOKEN: "(withheld)", MODE: "(withheld)" });
    expect((await edit(declaration)).body.steps).toEqual([]);
    const { body } = await edit({ ...declaration, env: { ...declaration.env, MODE: "q7-three" } });
    expect(body.steps[0].fields).toEqual([
      { field: "env.MODE", from: "(withheld)", to: "(withheld)", class: "restart" },
    ]);
    expect(await edit({ ...declaration, env: { OTHER: "(withheld)" } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "declaration.env.OTHER" }] },
    });
    const newest = (await daemon.get("/revisions/newest")).body;
    const answers = [
      ...[newest, (await daemon.get("/revisions/newest/diff/previous")).body, body, edited.body],
      (await daemon.get("/events?last=100")).body,
      (await daemon.get(`${extra}/explain`)).body,
      (await daemon.get("/status")).body,
      (await daemon.get("/state")).body,
      (await daemon.post("/plan", { tree: newest.tree, source: "x" })).body,
    ];
    expect(answers.map((answer) => JSON.stringify(answer)).filter((text) => text.includes("q7-"))).toEqual(
      [],
    );
  });

  it("has its secrets in a file whose lines are in no answer, either, where the file is not valid", async () => {
    writeFileSync(file, `${tree}  bad: { command: bad, env: { TOKEN: q7-file }, restart: often }\n`);
    const { status, body } = await daemon.post("/config/plan", {});
    expect(status).toBe(422);
    expect(body.detail).toMatch(/sentinel\.yaml:8:\d+: restart: expected one of/);
    expect(JSON.stringify(body)).not.toContain("q7-file");
  });

  it("is not declared wrongly: all mistakes are told at once, each with its key", async () => {
    const before = await declared();
    expect(
      await edit({ command: "one", restart: "often", comand: "x", stop: { timeout: "soon" } }),
    ).toMatchObject({
      status: 400,
      body: {
        errors: [
          { path: "declaration.restart" },
          { path: "declaration.comand", message: expect.stringContaining("unknown key") },
          { path: "declaration.stop" },
        ],
      },
    });
    expect(await edit({ command: "one", replicas: 3 })).toMatchObject({
      body: { errors: [{ path: "declaration" }] },
    });
    expect(await edit({})).toMatchObject({ status: 400, body: { code: "BadRequest" } });
    expect(await declared()).toEqual(before);
  });
});

describe("a child of the tree's file", () => {
  it("is changed in the file, which owns it", async () => {
    for (const path of ["web%2Fapi", "pool%231", "web"])
      expect(
        await daemon.ask("PUT", `/children/${path}/config`, { declaration: { command: "x" } }),
      ).toMatchObject({
        status: 409,
        body: {
          code: "NotPossible",
          reason: "declared_in_file",
          detail: expect.stringContaining("sentinel apply"),
        },
      });
  });
});

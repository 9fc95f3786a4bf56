import { execFile, execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { parse } from "yaml";
import { program, type Said } from "../e2e/sentinel.ts";
import { needsProgram } from "../support/needs.ts";

const root = join(import.meta.dirname, "../..");
const identity = { name: "Tester", email: "tester@example.com" };

const withGit = needsProgram("git");

let folder: string;
let repository: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-hook-"));
  repository = join(folder, "shop");
  makeRepository(repository);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing of this machine's git, and `sentinel` as built here. */
const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  ...{ HOME: folder, TMPDIR: folder, NO_COLOR: "1", SENTINEL: `${process.execPath} ${program}` },
  ...{ GIT_CONFIG_NOSYSTEM: "1", GIT_AUTHOR_NAME: identity.name, GIT_AUTHOR_EMAIL: identity.email },
  ...{ GIT_COMMITTER_NAME: identity.name, GIT_COMMITTER_EMAIL: identity.email },
});

const git = (where: string, ...args: ReadonlyArray<string>): string =>
  execFileSync("git", args, { cwd: where, env: environment(), encoding: "utf8" });

const makeRepository = (where: string): void => {
  mkdirSync(where, { recursive: true });
  git(where, "init", "-q", "-b", "main");
};

const run = (command: string, ...args: ReadonlyArray<string>): Promise<Said> =>
  new Promise((resolve) =>
    execFile(command, args, { cwd: repository, env: environment() }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    ),
  );

const stage = (name: string, text: string): void => {
  mkdirSync(dirname(join(repository, name)), { recursive: true });
  writeFileSync(join(repository, name), text);
  git(repository, "add", name);
};

const commit = (): Promise<Said> => run("git", "commit", "-q", "-m", "A change");
const good = "name: shop\nchildren:\n  web: { command: sleep 1000 }\n";
const bad = good.replace("command", "comand");
const message = 'unknown key "comand"';

describe("the hook of git", () => {
  beforeEach(() => copyFileSync(join(root, "hooks/pre-commit"), join(repository, ".git/hooks/pre-commit")));

  withGit("refuses a commit with a tree that can't be applied, and says why", async () => {
    stage("deploy/sentinel.yaml", bad);
    const { code, err } = await commit();
    expect(code).toBe(1);
    expect(err).toContain(`deploy/sentinel.yaml:3:10: ${message}`);
    stage("deploy/sentinel.yaml", good);
    expect(await commit()).toMatchObject({ code: 0, err: "" });
  });

  withGit("judges what is committed, not what is in the working tree", async () => {
    stage("sentinel.yaml", good);
    writeFileSync(join(repository, "sentinel.yaml"), bad);
    expect(await commit()).toMatchObject({ code: 0, err: "" });
    stage("sentinel.yaml", bad);
    writeFileSync(join(repository, "sentinel.yaml"), good);
    expect((await commit()).err).toContain(message);
  });

  withGit("judges a tree when a file that it includes has changed", async () => {
    stage("sentinel.yaml", "name: shop\ninclude: [web.yaml]\nchildren: {}\n");
    stage("web.yaml", "children:\n  web: { command: sleep 1000 }\n");
    expect(await commit()).toMatchObject({ code: 0, err: "" });
    stage("web.yaml", "children:\n  web: { comand: sleep 1000 }\n");
    expect((await commit()).err).toContain(`web.yaml:2:10: ${message}`);
  });
});

describe("the hook for pre-commit and prek", () => {
  const [hook] = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"));

  withGit("selects the files of trees", () => {
    const files = new RegExp(hook.files);
    expect(["sentinel.yaml", "deploy/sentinel.yml"].filter((name) => !files.test(name))).toEqual([]);
    expect(["my-sentinel.yaml", "sentinel.yaml.orig"].filter((name) => files.test(name))).toEqual([]);
  });

  withGit("fails for a file that can't be applied, and reports each", async () => {
    stage("a/sentinel.yaml", bad);
    stage("b/sentinel.yaml", good);
    stage("c/sentinel.yaml", bad);
    const files = ["a", "b", "c"].map((name) => `${name}/sentinel.yaml`);
    const { code, err } = await run(join(root, hook.entry), ...files);
    expect(code).toBe(1);
    expect(err).toContain(`a/sentinel.yaml:3:10: ${message}`);
    expect(err).toContain(`c/sentinel.yaml:3:10: ${message}`);
    expect(await run(join(root, hook.entry), "b/sentinel.yaml")).toEqual({ code: 0, out: "", err: "" });
  });
});

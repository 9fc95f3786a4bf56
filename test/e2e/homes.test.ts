import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TreeStatus } from "../../src/domain/view/Status.ts";
import { eventually, isAlive, withoutProgress } from "./sentinel.ts";
import { makeUser, type User } from "./user.ts";

let user: User;
beforeEach(() => {
  user = makeUser();
});
afterEach(() => user.leave());

const up = async (folder: string): Promise<void> => {
  const { code, err } = withoutProgress(await user.sentinelIn(folder, "up", "--detach"));
  expect({ code, err }).toEqual({ code: 0, err: "" });
};
const statusIn = async (folder: string, ...args: ReadonlyArray<string>): Promise<TreeStatus> =>
  JSON.parse((await user.sentinelIn(folder, "status", "--json", ...args)).out);
const recordIn = (home: string) => JSON.parse(readFileSync(join(user.homes, home, "tree.json"), "utf8"));

describe("projects in two folders", () => {
  it("run side by side, each with a home that is found by its folder", async () => {
    const [pa, pb] = [user.project("pa", "pa"), user.project("pb", "pb")];
    await up(pa);
    const below = join(pa, "src");
    mkdirSync(below);
    for (const folder of [pa, below, user.folder])
      expect(await statusIn(folder)).toMatchObject({ name: "pa" });
    const before = await user.sentinelIn(pb, "status");
    expect(before.code).toBe(3);
    expect(before.err).toContain(
      `no daemon is running for ${pb}/sentinel.yaml; start one with \`sentinel up\``,
    );
    expect(before.err).toContain(`pa  running  ${user.homes}/pa  ${pa}`);
    // F3: that ended the tree of the other folder.
    expect((await user.sentinelIn(pb, "apply")).code).toBe(3);
    await up(pb);
    expect(await statusIn(pb)).toMatchObject({ name: "pb" });
    const several = await user.sentinelIn(user.folder, "status");
    expect(several).toMatchObject({ code: 2, out: "" });
    expect(several.err).toContain("several trees are running; name one with --tree NAME:\n");
    for (const [name, folder] of [
      ["pa", pa],
      ["pb", pb],
    ])
      expect(several.err).toMatch(new RegExp(`  ${name}  running  ${user.homes}/${name}  ${folder}\n`));
    expect(await statusIn(user.folder, "--tree", "pb")).toMatchObject({ name: "pb" });
    expect(JSON.parse((await user.sentinelIn(user.folder, "--tree=pa", "status", "--json")).out).name).toBe(
      "pa",
    );
    const byVariable = await user.sentinelWith({ SENTINEL_TREE: "pa" }, user.folder, "status", "--json");
    expect(JSON.parse(byVariable.out).name).toBe("pa");
    expect(await user.sentinelIn(user.folder, "status", "--tree", "pc")).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no tree "pc"; did you mean "pa"?'),
    });
  });

  it("get separate homes even with the same name, and the same ones again", async () => {
    const [one, other] = [user.project("main/shop", "shop"), user.project("fix/shop", "shop")];
    await up(one);
    await up(other);
    expect(readdirSync(user.homes).sort()).toEqual(["shop", "shop~shop"]);
    expect(recordIn("shop~shop")).toEqual({ format: 1, name: "shop", file: join(other, "sentinel.yaml") });
    for (const folder of [other, one]) await user.sentinelIn(folder, "down");
    await up(other);
    await up(one);
    expect(readdirSync(user.homes).sort()).toEqual(["shop", "shop~shop"]);
    const third = user.project("old/shop", "shop");
    await up(third);
    const made = readdirSync(user.homes).filter((name) => !["shop", "shop~shop"].includes(name));
    expect(made).toEqual([expect.stringMatching(/^shop~[0-9a-f]{8}$/)]);
  });

  it("get different homes when started at once, and the same one for the same file", async () => {
    const folders = ["a/shop", "b/shop"].map((path) => user.project(path, "shop"));
    const said = await Promise.all(folders.map((folder) => user.sentinelIn(folder, "up", "--detach")));
    expect(said.map(({ code }) => code)).toEqual([0, 0]);
    expect(readdirSync(user.homes).filter((name) => name.startsWith("."))).toEqual([]);
    const third = user.project("c/other", "other");
    const twice = await Promise.all([1, 2].map(() => user.sentinelIn(third, "up", "--detach")));
    expect(twice.map(({ code }) => code).sort()).toEqual([0, 1]);
    expect(readdirSync(user.homes)).toHaveLength(3);
  });

  it("may have names that are not valid for a folder", async () => {
    const folder = user.project("odd", '"../a b/ü"');
    await up(folder);
    expect(await statusIn(folder)).toMatchObject({ name: "../a b/ü" });
    expect(readdirSync(user.homes)).toEqual(["_._a_b_ü"]);
    const runs = user.project("plain", "runs");
    await up(runs);
    expect(readdirSync(user.homes)).toContain("runs~plain");
  });
});

describe("a second daemon for a running tree", () => {
  // F3: the only hint was `sentinel down`.
  it("is rejected with what is running, and suggests nothing more destructive than what was typed", async () => {
    const pa = user.project("pa", "pa");
    await up(pa);
    const { pid } = (await statusIn(pa)).daemon;
    for (const verb of [["up", "--detach"], ["up"], ["daemon"]]) {
      const { code, err } = await user.sentinelIn(pa, ...verb);
      expect(code).toBe(1);
      expect(err).toContain(
        `it runs pa from ${pa}/sentinel.yaml (pid ${pid}); to change it: \`sentinel apply\``,
      );
      expect(err).toContain("for a second tree: another folder, or --home DIR");
      expect(err).not.toContain("down");
    }
  });
});

describe("the home that is named", () => {
  it("takes precedence; contradictions are a usage error", async () => {
    const [pa, pb] = [user.project("pa", "pa"), user.project("pb", "pb")];
    await up(pa);
    await up(pb);
    const home = join(user.homes, "pa");
    expect(await statusIn(pb, "--home", home)).toMatchObject({ name: "pa" });
    const named = await user.sentinelWith({ SENTINEL_HOME: home }, pb, "status", "--json");
    expect(JSON.parse(named.out).name).toBe("pa");
    expect((await user.sentinelWith({ SENTINEL_HOME: home }, pb, "status", "--tree", "pa")).code).toBe(0);
    for (const said of [
      await user.sentinelWith({ SENTINEL_HOME: home }, pb, "down", "--tree", "pb"),
      await user.sentinelIn(pb, "down", "--home", home, "--tree", "pb"),
    ])
      expect(said).toMatchObject({ code: 2, err: expect.stringMatching(/leave (one out|out --tree)\n$/) });
    expect(await statusIn(pb)).toMatchObject({ name: "pb" });
  });

  it("is that of a tree that is started with another name than in its file: up --tree", async () => {
    const pa = user.project("pa", "pa");
    expect((await user.sentinelIn(pa, "up", "--detach", "--tree", "blue")).code).toBe(0);
    expect(recordIn("blue")).toEqual({ format: 1, name: "pa", file: join(pa, "sentinel.yaml") });
    expect(await statusIn(pa)).toMatchObject({ name: "pa" });
    expect((await user.sentinelIn(user.folder, "down", "--tree", "pa")).code).toBe(0);
  });
});

describe("another file of a folder", () => {
  it("that declares the same tree is for the running tree", async () => {
    const pa = user.project("pa", "pa");
    await up(pa);
    const file = join(pa, "more.yaml");
    writeFileSync(file, readFileSync(join(pa, "sentinel.yaml"), "utf8").replace("1000", "1001"));
    expect(await user.sentinelIn(pa, "apply", "-f", "more.yaml")).toMatchObject({ code: 0 });
    expect((await user.sentinelIn(pa, "up", "--detach", "-f", "more.yaml")).err).toContain("it runs pa from");
    expect(recordIn("pa").file).toBe(join(pa, "sentinel.yaml"));
  });
});

describe("a file that declares another tree than the running one", () => {
  // F3: `apply` ended all children of the one that ran and started those of the other, without a question.
  it("is rejected by apply, as plan announces; --replace-tree applies it, and rollback reverts it", async () => {
    const [pa, pb] = [user.project("pa", "pa"), user.project("pb", "pb")];
    await up(pa);
    const { children } = await statusIn(pa);
    const words = `it declares another tree, pb, than the one that runs, pa, from ${pa}/sentinel.yaml; for a second tree: \`sentinel up\` in its own folder (or --home DIR); to replace pa by it: \`sentinel apply --replace-tree\`\n`;
    const to = ["--tree", "pa"];
    expect(await user.sentinelIn(pb, "apply", ...to)).toEqual({
      code: 1,
      out: "",
      err: `sentinel: ${words}`,
    });
    const plan = await user.sentinelIn(pb, "plan", ...to);
    expect(plan).toMatchObject({ code: 0, err: `sentinel: \`apply\` refuses this: ${words}` });
    expect((await statusIn(pa)).children).toMatchObject(children.map(({ path, state }) => ({ path, state })));
    expect((await user.sentinelIn(pb, "plan", "--replace-tree", ...to)).err).toBe("");
    expect((await user.sentinelIn(pb, "apply", "--replace-tree", ...to)).code).toBe(0);
    expect(await statusIn(pb)).toMatchObject({ name: "pb" });
    expect(recordIn("pa")).toEqual({ format: 1, name: "pb", file: join(pb, "sentinel.yaml") });
    expect((await user.sentinelIn(pb, "config", "rollback")).code).toBe(0);
    expect(await statusIn(pa)).toMatchObject({ name: "pa" });
    expect(recordIn("pa")).toEqual({ format: 1, name: "pa", file: join(pa, "sentinel.yaml") });
  });

  it("is not the same file whose tree was renamed", async () => {
    const pa = user.project("pa", "pa");
    await up(pa);
    user.project("pa", "renamed");
    expect(withoutProgress(await user.sentinelIn(pa, "apply"))).toMatchObject({ code: 0, err: "" });
    expect(recordIn("pa")).toEqual({ format: 1, name: "renamed", file: join(pa, "sentinel.yaml") });
    expect(await statusIn(user.folder, "--tree", "renamed")).toMatchObject({ name: "renamed" });
    await user.sentinelIn(pa, "down");
    await up(pa);
    expect(readdirSync(user.homes)).toEqual(["pa"]);
  });
});

describe("sentinel trees", () => {
  const trees = async () => JSON.parse((await user.sentinelIn(user.folder, "trees", "--json")).out).items;

  it("lists all trees of a user with their state, also without a daemon", async () => {
    expect(await trees()).toEqual([]);
    expect((await user.sentinelIn(user.folder, "trees")).out).toContain(
      `there is no tree in ${user.homes} yet`,
    );
    for (const name of ["frozen", "killed", "runs-on", "stopped"]) await up(user.project(name, name));
    const pidOf = async (name: string) => (await statusIn(join(user.folder, name))).daemon.pid;
    const [frozen, killed] = [await pidOf("frozen"), await pidOf("killed")];
    await user.sentinelIn(join(user.folder, "stopped"), "down");
    process.kill(killed, "SIGKILL");
    await eventually("the daemon has ended", () => !isAlive(killed));
    process.kill(frozen, "SIGSTOP");
    try {
      expect(await trees()).toMatchObject([
        { name: "frozen", state: "not answering", pid: frozen },
        { name: "killed", state: "daemon killed", pid: null },
        {
          ...{ name: "runs-on", tree: "runs-on", state: "running", pid: await pidOf("runs-on") },
          ...{ home: join(user.homes, "runs-on"), file: join(user.folder, "runs-on/sentinel.yaml") },
          since: expect.stringMatching(/^\d{4}-.*Z$/),
        },
        { name: "stopped", state: "stopped", pid: null, since: expect.stringMatching(/^\d{4}-.*Z$/) },
      ]);
    } finally {
      process.kill(frozen, "SIGCONT");
    }
    const { code, out } = await user.sentinelIn(user.folder, "trees");
    expect(code).toBe(0);
    expect(out).toMatch(/^name +state +pid +since +home +file\n/);
    await user.sentinelIn(join(user.folder, "killed"), "up", "--detach");
  });

  it("lists stopped trees if none is running: exit code 3", async () => {
    const pa = user.project("pa", "pa");
    await up(pa);
    await user.sentinelIn(pa, "down");
    const { code, err } = await user.sentinelIn(user.folder, "status");
    expect(code).toBe(3);
    expect(err).toContain(`no daemon is running in ${user.homes}; start one with \`sentinel up\``);
    expect(err).toContain(`  pa  stopped  ${user.homes}/pa  ${pa}\n`);
    expect(existsSync(join(user.homes, "pa/daemon.json"))).toBe(false);
  });
});

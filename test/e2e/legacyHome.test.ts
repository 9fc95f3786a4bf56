import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RevisionEntry } from "../../src/domain/stored/Revision.ts";
import type { TreeStatus } from "../../src/domain/view/Status.ts";
import { eventually, isAlive } from "./sentinel.ts";
import { makeUser, type User } from "./user.ts";

/** An earlier version had one home for all trees of a user, `~/.sentinel` itself, and recorded no tree in it. */

let user: User;
let pa: string;
beforeEach(async () => {
  user = makeUser();
  pa = user.project("pa", "pa");
  await user.sentinelIn(pa, "up", "--detach", "--home", user.homes);
  rmSync(join(user.homes, "tree.json"));
});
afterEach(() => user.leave());

const statusIn = async (folder: string): Promise<TreeStatus> =>
  JSON.parse((await user.sentinelIn(folder, "status", "--json")).out);
const isMoved = (): boolean => existsSync(join(user.homes, "pa/sentinel.db"));

describe("the home of an earlier version", () => {
  it("keeps working besides new ones, and is moved at the next start while nothing of it is running", async () => {
    const { pid } = (await statusIn(pa)).daemon;
    expect(JSON.parse(readFileSync(join(user.homes, "tree.json"), "utf8"))).toEqual({
      ...{ format: 1, name: "pa", file: join(pa, "sentinel.yaml") },
    });
    const pb = user.project("pb", "pb");
    expect((await user.sentinelIn(pb, "up", "--detach")).code).toBe(0);
    const listed = JSON.parse((await user.sentinelIn(pb, "trees", "--json")).out).items;
    expect(listed).toMatchObject([
      { name: "pa", state: "running", home: user.homes },
      { name: "pb", state: "running", home: join(user.homes, "pb") },
    ]);
    const refused = await user.sentinelIn(pa, "doctor", "--fix");
    expect(refused.out).toContain("failed: not moved: its daemon is running");
    process.kill(pid, "SIGKILL");
    await eventually("the daemon has ended", () => !isAlive(pid));
    // What it ran has the home's path in its environment: it is taken up where it is.
    expect((await user.sentinelIn(pa, "up", "--detach")).code).toBe(0);
    expect(isMoved()).toBe(false);
    expect((await user.sentinelIn(pa, "down")).code).toBe(0);
    expect((await user.sentinelIn(pa, "up", "--detach")).code).toBe(0);
    expect(isMoved()).toBe(true);
    expect(readdirSync(user.homes).sort()).toEqual(["pa", "pb"]);
    const { revisions } = JSON.parse((await user.sentinelIn(pa, "config", "history", "--json")).out) as {
      readonly revisions: ReadonlyArray<RevisionEntry>;
    };
    expect(revisions).toHaveLength(1);
    expect(await statusIn(pb)).toMatchObject({ name: "pb" });
  });

  it("is moved by `doctor --fix`, also where a move was cut off", async () => {
    await user.sentinelIn(pa, "down");
    // The record, which the first command has made, and some more were moved when the machine went down.
    await user.sentinelIn(pa, "status");
    mkdirSync(join(user.homes, ".moving"));
    for (const name of ["tree.json", "sentinel.db", "runs"])
      renameSync(join(user.homes, name), join(user.homes, ".moving", name));
    const { out } = await user.sentinelIn(user.folder, "doctor", "--fix");
    expect(out).toMatch(new RegExp(`✓ earlier home +moved to ${user.homes}/pa\n`));
    expect(readdirSync(user.homes)).toEqual(["pa"]);
    expect(readdirSync(join(user.homes, "pa"))).toEqual(
      expect.arrayContaining(["output", "runs", "sentinel.db", "tree.json"]),
    );
    expect((await user.sentinelIn(pa, "up", "--detach")).code).toBe(0);
    expect(await statusIn(pa)).toMatchObject({ name: "pa" });
  });

  it("is finished moving by the next start, before anything is started in the wrong place", async () => {
    await user.sentinelIn(pa, "down");
    await user.sentinelIn(pa, "status");
    mkdirSync(join(user.homes, ".moving"));
    renameSync(join(user.homes, "tree.json"), join(user.homes, ".moving/tree.json"));
    expect((await user.sentinelIn(pa, "up", "--detach")).code).toBe(0);
    expect(readdirSync(user.homes)).toEqual(["pa"]);
    expect(isMoved()).toBe(true);
  });
});

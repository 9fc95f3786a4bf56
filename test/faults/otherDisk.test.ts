import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect } from "vitest";
import { isAlive, makePlace } from "../e2e/sentinel.ts";
import { needs } from "../support/needs.ts";
import { endProcessesOf } from "../support/processesOf.ts";
import { alarmIsRaised, endAndRestart, tree } from "./trouble.ts";

const place = makePlace(tree);
const output = join(place.home, "output");
const mount = (folder: string) =>
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m,mode=700", "sentinel", folder], { encoding: "utf8" });
const tried = mount(place.folder);
if (tried.status === 0) spawnSync("umount", [place.folder]);
const onOtherDisk = needs(tried.status === 0 ? null : `no file system can be mounted: ${tried.stderr}`);

afterAll(async () => {
  await endProcessesOf(place.folder);
  spawnSync("umount", ["--lazy", output]);
  await place.leave();
});

// The files of a run are in two folders, by hard links: `logs` showed nothing, and the alarm was the system's EXDEV.
describe("a home whose output is on a disk of its own", () => {
  onOtherDisk("runs its children, and an alarm says why their output can't be recorded", async () => {
    await place.sentinel("up", "--detach");
    await place.sentinel("down");
    expect(mount(output).status).toBe(0);
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    await alarmIsRaised(place, /the output of tick can't be recorded now: .*output is on another disk than/);
    expect(isAlive(await endAndRestart(place))).toBe(true);
  });
});

// On folders of plain files that look like the hierarchy; what only the kernel does is in runs.test.ts and test/vm.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ControlGroup } from "../../../src/adapters/node/process/controlGroup/ControlGroup.ts";
import { folderOf, groupIn, mountIn } from "../../../src/adapters/node/process/controlGroup/hierarchy.ts";
import {
  enableControllers,
  findParentGroup,
} from "../../../src/adapters/node/process/controlGroup/parentGroup.ts";
import { refusal } from "../../../src/adapters/node/process/controlGroup/refusal.ts";
import { folderFor, plainGroup, plainLimits, procFor } from "./hierarchies.ts";

const all = ["cpu", "memory", "pids"];

/** A hierarchy with a unit, and the daemon in a subgroup of it. */
const withUnit = (): string => {
  const mount = folderFor("hierarchy");
  for (const group of ["", "/unit", "/unit/daemon"]) plainGroup(`${mount}${group}`, all);
  return mount;
};

describe("the hierarchy", () => {
  it("is found in mountinfo and the own group, also where only a part of it is mounted", () => {
    const mountinfo = [
      "30 22 0:27 / /sys/fs/cgroup rw shared:4 - tmpfs tmpfs rw",
      "40 30 0:37 /docker/ab\\040c /sys/fs/cgroup/unified ro - cgroup2 cgroup2 rw",
    ].join("\n");
    const mount = mountIn(mountinfo);
    expect(mount).toEqual({ folder: "/sys/fs/cgroup/unified", root: "/docker/ab c" });
    expect(groupIn("2:cpu:/\n0::/docker/ab c/x\n")).toBe("/docker/ab c/x");
    expect(groupIn("2:cpu:/\n")).toBeNull();
    if (mount === null) throw new Error("it was not found");
    expect(folderOf("/docker/ab c/x", mount)).toBe("/sys/fs/cgroup/unified/x");
    expect(folderOf("/docker/ab c", mount)).toBe("/sys/fs/cgroup/unified");
    expect(folderOf("/docker/ab cd", mount)).toBeNull();
    expect(folderOf("/docker/ab c/../..", mount)).toBeNull();
  });
});

describe("the group below which those of runs are made", () => {
  it("is that of the unit, if the daemon is in the subgroup that the unit names", () => {
    const mount = withUnit();
    expect(findParentGroup(procFor(mount, "/unit/daemon"))).toEqual({ folder: join(mount, "unit") });
  });

  it("is none for a unit without that subgroup: systemd could not start the next daemon in it", () => {
    expect(findParentGroup(procFor(withUnit(), "/unit"))).toHaveProperty("problem");
  });

  it("is the root of the hierarchy for whoever may write there", () => {
    const mount = withUnit();
    rmSync(join(mount, "cgroup.type"));
    expect(findParentGroup(procFor(mount, "/unit"))).toEqual({ folder: mount });
  });

  it("is all that a container sees", () => {
    const mount = withUnit();
    expect(findParentGroup(procFor(mount, "/"))).toEqual({ folder: mount });
  });

  it("is none without control groups of version 2", () => {
    const proc = folderFor("proc");
    writeFileSync(join(proc, "mountinfo"), "30 22 0:27 / /sys/fs/cgroup rw - cgroup cgroup rw\n");
    expect(findParentGroup(proc)).toEqual({
      problem: expect.stringContaining("no control groups of version 2"),
    });
  });

  it("gets the controllers that it has itself", () => {
    const folder = folderFor("group");
    plainGroup(folder, ["memory", "rdma"]);
    enableControllers(folder);
    expect(readFileSync(join(folder, "cgroup.subtree_control"), "latin1")).toBe("+memory");
  });
});

describe("the limits of a group", () => {
  const groupWith = (files: Readonly<Record<string, string>>): ControlGroup => {
    const folder = join(folderFor("group"), "run.1");
    mkdirSync(folder);
    plainLimits(folder, { "cgroup.procs": "", ...files });
    return new ControlGroup(folder);
  };
  const unlimited = {
    "memory.max": "max\n",
    "memory.oom.group": "0\n",
    "cpu.max": "max 100000\n",
    "pids.max": "max\n",
  };
  const contentOf = ({ folder }: ControlGroup, file: string): string =>
    readFileSync(join(folder, file), "latin1");

  it("are written as the kernel reads them, and lifted if they are not declared any more", () => {
    const group = groupWith(unlimited);
    expect(refusal(group, { memory: 2 ** 29, cpu: 1.5, processes: 200 })).toBeNull();
    const files = ["memory.max", "memory.oom.group", "cpu.max", "pids.max"];
    expect(files.map((file) => contentOf(group, file))).toEqual(["536870912", "1", "150000 100000", "200"]);
    expect(refusal(group, { cpu: 0.001 })).toBeNull();
    expect(files.map((file) => contentOf(group, file))).toEqual(["max", "1", "1000 100000", "max"]);
  });

  it("are shown with what is in use", () => {
    const group = groupWith({
      ...unlimited,
      "memory.max": "1048576\n",
      "memory.current": "4096\n",
      "cpu.max": "50000 100000\n",
    });
    expect(group.inForce).toEqual({
      memory: { limit: 1_048_576, used: 4096 },
      cpu: { limit: 0.5, used: null },
      processes: { limit: null, used: null },
    });
  });

  it("are named where the group has no controller for them", () => {
    const group = groupWith({ "pids.max": "max\n" });
    expect(refusal(group, { memory: 1, cpu: 1, processes: 1 })).toMatch(
      /^limits\.memory, limits\.cpu are not enforced: .* does not have the controllers memory, cpu /,
    );
    expect(refusal(group, { processes: 1 })).toBeNull();
  });

  it("tell of memory that was used up: its own limit, or the machine's", () => {
    const events = (oom: number, kills: number): string =>
      `low 0\nhigh 0\nmax 9\noom ${oom}\noom_kill ${kills}\n`;
    const killedAfter = (oom: number, kills: number) =>
      groupWith({ ...unlimited, "memory.max": "1048576\n", "memory.events": events(oom, kills) }).outOfMemory;
    expect(killedAfter(0, 0)).toBeNull();
    expect(killedAfter(2, 0)).toBeNull();
    expect(killedAfter(2, 1)).toEqual({ limit: 1_048_576 });
    expect(killedAfter(0, 1)).toEqual({ limit: null });
  });
});

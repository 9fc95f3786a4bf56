import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { textOrNull } from "../../../src/adapters/node/process/controlGroup/files.ts";
import { mountIn } from "../../../src/adapters/node/process/controlGroup/hierarchy.ts";
import { lacksRoot, needs } from "../../support/needs.ts";

/** A folder of its own for a test. */
export const folderFor = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `sentinel-${name}-`));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** A folder of /proc that tells of a process in this group, where the hierarchy is mounted in this folder. */
export const procFor = (mount: string, group: string): string => {
  const proc = folderFor("proc");
  writeFileSync(join(proc, "mountinfo"), `30 22 0:27 / ${mount} rw,nosuid - cgroup2 cgroup2 rw\n`);
  writeFileSync(join(proc, "cgroup"), `1:name=systemd:/\n0::${group}\n`);
  return proc;
};

/** The files of a group that has these controllers. */
const filesOf = (controllers: ReadonlyArray<string>): Readonly<Record<string, string>> => ({
  "cgroup.type": "domain\n",
  "cgroup.procs": "",
  "cgroup.controllers": `${controllers.join(" ")}\n`,
  "cgroup.subtree_control": "\n",
  "cgroup.events": "populated 0\nfrozen 0\n",
});

/** Make a folder of plain files that looks like a group. */
export const plainGroup = (folder: string, controllers: ReadonlyArray<string>): void => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(filesOf(controllers))) writeFileSync(join(folder, name), text);
};

/** The files in which limits of a group are, as the kernel makes them. */
export const plainLimits = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};

/** The real hierarchy of version 2, if this process may make groups in it. */
const realMount = mountIn(textOrNull("/proc/self/mountinfo") ?? "")?.folder ?? null;

const whyNot = (): string | null => {
  if (realMount === null) return "needs control groups of version 2";
  const folder = join(realMount, `sentinel-trial-${process.pid}`);
  try {
    mkdirSync(folder);
    rmdirSync(folder);
    return null;
  } catch {
    return `needs to be allowed to make control groups in ${realMount}`;
  }
};

/** A test with the kernel's own groups. */
const lacking = whyNot();
export const needsControlGroups = needs(lacking);
export const needsControlGroupsAsRoot = needs(lacksRoot ?? lacking);

const removeGroup = (folder: string): void => {
  writeFileSync(join(folder, "cgroup.kill"), "1");
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeGroup(join(folder, entry.name));
  rmdirSync(folder);
};

let made = 0;

/** A real group for a test, removed after it; only an empty one can be. */
export const realGroup = (): string => {
  made += 1;
  const folder = join(realMount ?? "", `sentinel-test-${process.pid}-${made}`);
  mkdirSync(folder);
  onTestFinished(() => removeGroup(folder));
  return folder;
};

/** The group of version 2 of a process. */
export const groupOf = (pid: number | "self"): string =>
  /^0::(.*)$/m.exec(readFileSync(`/proc/${pid}/cgroup`, "latin1"))?.[1] ?? "";

import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { errorCode } from "../../../../home/folders.ts";
import { textOrNull, writeTo } from "./files.ts";
import { folderOf, groupIn, type Mount, mountIn, pidsIn } from "./hierarchy.ts";
import { limitFiles } from "./limitFiles.ts";

/** The group of the daemon itself below the one that was delegated to it: `DelegateSubgroup=` of its unit. */
export const daemonGroup = "daemon";

/** A group that belongs to the daemon, and below which it can make others. */
interface ParentGroup {
  readonly folder: string;
}

/** Why there is no such group, for people. */
interface NoParentGroup {
  readonly problem: string;
}

const without = (problem: string): NoParentGroup => ({ problem });

const isWritable = (folder: string): boolean => {
  try {
    for (const name of [".", "cgroup.procs", "cgroup.subtree_control"])
      accessSync(join(folder, name), constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** The root of the whole hierarchy has no type, and may have processes beside groups (cgroup-v2.rst). */
const isRealRoot = (folder: string): boolean => !existsSync(join(folder, "cgroup.type"));

const remedy =
  "run the daemon as a service (`sentinel service install`, with systemd 254 or later), as root, or in a container whose control groups are writable";

/**
 * The group below which those of runs are made:
 * - the one above the daemon's own, if that is the subgroup of a delegated unit;
 * - the whole of what a container sees, if the daemon runs there: its processes are moved into a group of their own;
 * - for root, the root of the hierarchy.
 * A unit that was delegated without a subgroup is none: once it had groups with controllers, systemd could not start the
 * next daemon in it.
 */
const candidateOf = (own: string, mount: Mount): ParentGroup | NoParentGroup => {
  const above = dirname(own);
  if (basename(own) === daemonGroup && own !== mount.folder && isWritable(above)) return { folder: above };
  if (isWritable(mount.folder) && (isRealRoot(mount.folder) || own === mount.folder))
    return { folder: mount.folder };
  return without(`no control group may be made here, in ${own} or above it; ${remedy}`);
};

/** Look for the group below which a process with this /proc/PID can make others. Changes nothing. */
export const findParentGroup = (proc: string): ParentGroup | NoParentGroup => {
  const mount = mountIn(textOrNull(join(proc, "mountinfo")) ?? "");
  if (mount === null) return without("this system has no control groups of version 2 (cgroups(7))");
  const group = groupIn(textOrNull(join(proc, "cgroup")) ?? "");
  const own = group === null ? null : folderOf(group, mount);
  return own === null
    ? without(`the daemon's own control group is not below ${mount.folder}`)
    : candidateOf(own, mount);
};

/** Move the processes of a group into one below it: a group with processes can't have controllers for others. */
const vacate = (folder: string): void => {
  const inner = join(folder, daemonGroup);
  mkdirSync(inner, { recursive: true });
  for (const pid of pidsIn(textOrNull(join(folder, "cgroup.procs")) ?? "")) {
    try {
      writeTo(join(inner, "cgroup.procs"), String(pid));
    } catch {
      // It has ended, or is a thread of the kernel.
    }
  }
};

/** Let the groups below a group have a controller, where it has that itself. Throws the system's error. */
const enable = (folder: string, controller: string): void => {
  const control = join(folder, "cgroup.subtree_control");
  const words = (file: string): ReadonlyArray<string> => (textOrNull(file) ?? "").trim().split(/\s+/);
  if (words(control).includes(controller)) return;
  if (!words(join(folder, "cgroup.controllers")).includes(controller)) return;
  try {
    writeTo(control, `+${controller}`);
  } catch (error) {
    if (errorCode(error) !== "EBUSY" || isRealRoot(folder)) throw error;
    vacate(folder);
    writeTo(control, `+${controller}`);
  }
};

/** Let the groups below a group have all the controllers that limits need, as far as it has them itself. */
export const enableControllers = (folder: string): void => {
  for (const { controller } of Object.values(limitFiles)) {
    try {
      enable(folder, controller);
    } catch {
      // Setting a limit says that it is not there.
    }
  }
};

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { RunName } from "../../../../domain/LogLine.ts";
import type { RunLimits } from "../../../../domain/tree/Limits.ts";
import { errorCode } from "../../../../home/folders.ts";
import { slugOf } from "../../layout/slug.ts";
import { ControlGroup } from "./ControlGroup.ts";
import { EnforcedLimits } from "./EnforcedLimits.ts";
import { textOrNull } from "./files.ts";
import { readGroupRecord, writeGroupRecord } from "./groupRecord.ts";
import { mountIn } from "./hierarchy.ts";
import { declaredIn } from "./limitFiles.ts";
import { enableControllers, findParentGroup } from "./parentGroup.ts";
import { notEnforced, refusal } from "./refusal.ts";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);

/** The longest name of a child in that of its group; the kernel takes 255 characters. */
const longestSlug = 180;

/** The name of the group in which those of a home are. */
const homeGroupName = (home: string): string =>
  `sentinel-${slugOf(basename(home)).slice(0, 60)}-${hashOf(home)}`;

/** The name of a run's group. */
const runGroupName = ({ path, run }: RunName): string => {
  const slug = slugOf(path);
  return `${slug.length > longestSlug ? hashOf(slug) : slug}.${run}`;
};

/** A run and its directory. */
type RunDirectory = RunName & { readonly directory: string };

/** The control groups of a daemon's runs: one for each run that has a limit for all of its processes together. */
export class ControlGroups {
  readonly #home: string;
  readonly #proc: string;

  /** `proc`: the daemon's own folder of /proc; another one in tests. */
  constructor(home: string, proc: string) {
    this.#home = home;
    this.#proc = proc;
  }

  /** Make the group of a run that is about to start, and record it in its directory, before anything of it runs. */
  limitsFor(name: RunName, limits: RunLimits | undefined, directory: string): EnforcedLimits {
    if (declaredIn(limits).length === 0) return EnforcedLimits.none();
    const made = this.#make(name, limits ?? {});
    writeGroupRecord(directory, { folder: made.group?.folder ?? null, problem: made.problem });
    return new EnforcedLimits(directory, made);
  }

  /** The limits of a run that was started earlier, as its directory records them. */
  recordedLimits({ path, run, directory }: RunDirectory): EnforcedLimits {
    const record = readGroupRecord(directory);
    if (record === null) return EnforcedLimits.none();
    const { folder, problem, ended } = record;
    const group = folder !== null && ended === undefined && this.#isGroupOf(folder, { path, run });
    return new EnforcedLimits(directory, { group: group ? new ControlGroup(folder) : null, problem, ended });
  }

  /**
   * Remove the groups that runs of earlier daemons have left, after it is recorded what the kernel did to them; those of
   * live runs are kept.
   */
  async removeLeft(
    directories: ReadonlyArray<RunDirectory>,
    isLive: (one: RunDirectory) => boolean,
  ): Promise<void> {
    const left = new Set(this.#groupsOfHome());
    if (left.size === 0) return;
    for (const one of directories) {
      if (!left.delete(runGroupName(one)) || isLive(one)) continue;
      await this.recordedLimits(one).end();
    }
    for (const name of left) await new ControlGroup(join(this.#homeGroup() ?? "", name)).remove();
  }

  /** The daemon ends: the group of the home is of no use without runs. */
  close(): void {
    const folder = this.#homeGroup();
    if (folder === null) return;
    try {
      rmdirSync(folder);
    } catch {
      // It was never made, or there are runs in it.
    }
  }

  #make(
    name: RunName,
    limits: RunLimits,
  ): { readonly group: ControlGroup | null; readonly problem: string | null } {
    const folder = this.#homeGroup();
    const without = (why: string) => ({ group: null, problem: notEnforced(declaredIn(limits), why) });
    if (folder === null) return without(this.problem ?? "");
    try {
      enableControllers(join(folder, ".."));
      makeIfMissing(folder);
      enableControllers(folder);
      const group = new ControlGroup(join(folder, runGroupName(name)));
      group.make();
      return { group, problem: refusal(group, limits) };
    } catch (error) {
      return without(`its control group can't be made in ${folder}: ${errorCode(error)}`);
    }
  }

  /** Why no run can have a group; null if runs can. */
  get problem(): string | null {
    const parent = findParentGroup(this.#proc);
    return "problem" in parent ? parent.problem : null;
  }

  #homeGroup(): string | null {
    const parent = findParentGroup(this.#proc);
    return "problem" in parent ? null : join(parent.folder, homeGroupName(this.#home));
  }

  #groupsOfHome(): ReadonlyArray<string> {
    try {
      return readdirSync(this.#homeGroup() ?? "", { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [entry.name] : [],
      );
    } catch {
      return [];
    }
  }

  /**
   * A run's user can write to its directory, so the folder in it is used only if nobody else can have made it: it is in
   * the hierarchy, and has the name that the daemon gives it.
   */
  #isGroupOf(folder: string, name: RunName): boolean {
    const mount = mountIn(textOrNull(join(this.#proc, "mountinfo")) ?? "");
    const tail = join(homeGroupName(this.#home), runGroupName(name));
    return (
      mount !== null &&
      folder.startsWith(`${mount.folder}/`) &&
      folder.endsWith(`/${tail}`) &&
      join(folder) === folder
    );
  }
}

const makeIfMissing = (folder: string): void => {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
};

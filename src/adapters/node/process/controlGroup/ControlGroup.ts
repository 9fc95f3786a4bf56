import { mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import type { OutOfMemory } from "../../../../domain/tree/Exit.ts";
import type { RunLimit, RunLimits } from "../../../../domain/tree/Limits.ts";
import { errorCode } from "../../../../home/folders.ts";
import type { RunLimitsInForce } from "../../../../ports/machine/ProcessSpawner.ts";
import { pollDelays } from "../watch/pollDelays.ts";
import { textOrNull, writeTo } from "./files.ts";
import { countIn, pidsIn } from "./hierarchy.ts";
import { limitFiles, runLimitNames } from "./limitFiles.ts";

/** How long the processes of a group may take to be gone after SIGKILL, in ms. */
const killTimeout = 5_000;

/** The control group of one run: its command and everything that this starts, but not the shim. */
export class ControlGroup {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Make the group; one that is there already is used. Throws the system's error. */
  make(): void {
    try {
      mkdirSync(this.folder);
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }

  /**
   * Set the limits, and lift those that are not given. At the limit of memory all of its processes are killed, so that
   * the run ends as a whole. Returns the limits that the kernel does not take here.
   */
  setLimits(limits: RunLimits): ReadonlyArray<RunLimit> {
    const refused = runLimitNames.filter((name) => !this.#set(name, limits[name]));
    this.#writeIfThere("memory.oom.group", "1");
    return refused;
  }

  /** The file that a process writes 0 to in order to join. */
  get joining(): string {
    return join(this.folder, "cgroup.procs");
  }

  /** Its limits, and how much of them is in use; null if it is gone. */
  get inForce(): RunLimitsInForce | null {
    const found = runLimitNames.flatMap((name) => {
      const { file, used, read } = limitFiles[name];
      const text = textOrNull(join(this.folder, file));
      if (text === null) return [];
      const inUse = used === null ? null : textOrNull(join(this.folder, used));
      return [[name, { limit: read(text), used: inUse === null ? null : Number(inUse) }] as const];
    });
    return textOrNull(this.joining) === null ? null : Object.fromEntries(found);
  }

  /** Whether the kernel has killed processes of it for want of memory, and the limit if it was its own; null: it has not. */
  get outOfMemory(): OutOfMemory | null {
    const events = textOrNull(join(this.folder, "memory.events")) ?? "";
    if (countIn(events, "oom_kill") === 0) return null;
    const limit = limitFiles.memory.read(textOrNull(join(this.folder, "memory.max")) ?? "max");
    // An OOM killer outside of the group counts the kill here, and what was reached there.
    return { limit: countIn(events, "oom") === 0 ? null : limit };
  }

  /** The processes in it now; those in groups below it are not counted. */
  get pids(): ReadonlyArray<number> {
    return pidsIn(textOrNull(this.joining) ?? "");
  }

  /** SIGKILL to everything in it, and in groups below it; before Linux 5.14 to its own processes. */
  kill(): void {
    if (this.#writeIfThere("cgroup.kill", "1")) return;
    for (const pid of this.pids) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has just ended.
      }
    }
  }

  /** Kill what is left in it, and remove it with the groups below it. Returns the processes that can't be killed. */
  async remove(): Promise<ReadonlyArray<number>> {
    for await (const _ of pollDelays(killTimeout)) {
      if (!this.#isPopulated() && removeTree(this.folder)) return [];
      this.kill();
    }
    return this.pids;
  }

  #isPopulated(): boolean {
    return countIn(textOrNull(join(this.folder, "cgroup.events")) ?? "", "populated") > 0;
  }

  /** Whether the kernel has taken it; nothing needs to be lifted where there is no such limit. */
  #set(name: RunLimit, amount: number | undefined): boolean {
    const { file, write } = limitFiles[name];
    const isTaken = this.#writeIfThere(file, amount === undefined ? "max" : write(amount));
    return isTaken || amount === undefined;
  }

  #writeIfThere(file: string, text: string): boolean {
    try {
      writeTo(join(this.folder, file), text);
      return true;
    } catch {
      return false;
    }
  }
}

/** Remove a group and those below it; true if it is gone. Its files go with it. */
const removeTree = (folder: string): boolean => {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) removeTree(join(folder, entry.name));
    rmdirSync(folder);
    return true;
  } catch (error) {
    return errorCode(error) === "ENOENT";
  }
};

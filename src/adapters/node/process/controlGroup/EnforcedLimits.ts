import type { Exit, OutOfMemory } from "../../../../domain/tree/Exit.ts";
import type { RunLimits } from "../../../../domain/tree/Limits.ts";
import type { RunLimitsInForce } from "../../../../ports/machine/ProcessSpawner.ts";
import type { ControlGroup } from "./ControlGroup.ts";
import { writeGroupRecord } from "./groupRecord.ts";
import { declaredIn } from "./limitFiles.ts";
import { notEnforced, refusal } from "./refusal.ts";

/** What is known of the control group of a run. */
interface KnownGroup {
  readonly group: ControlGroup | null;
  /** Why limits are not enforced, for people; null if all are. */
  readonly problem: string | null;
  /** What the kernel did to it, if it is over. */
  readonly ended?: { readonly outOfMemory: OutOfMemory | null } | undefined;
}

const startedWithout = "its run was started without a control group; they apply from its next run on";

/** The limits of one run for all of its processes together; most runs have none. */
export class EnforcedLimits {
  /** Those of a run that was started with none. */
  static none(): EnforcedLimits {
    return new EnforcedLimits(null, { group: null, problem: null });
  }

  readonly #directory: string | null;
  #known: KnownGroup;

  /** `directory`: that of the run, in which the group is recorded. */
  constructor(directory: string | null, known: KnownGroup) {
    this.#directory = directory;
    this.#known = known;
  }

  /** Why limits are not enforced, for people; null if all are. */
  get problem(): string | null {
    return this.#known.problem;
  }

  get inForce(): RunLimitsInForce | null {
    return this.#known.group?.inForce ?? null;
  }

  /** The file that the command writes 0 to in order to join the group; null: it has none. */
  get joining(): string | null {
    return this.#known.group?.joining ?? null;
  }

  /** Follow a changed declaration from now on. */
  update(limits: RunLimits | undefined): void {
    const { group } = this.#known;
    const problem = group === null ? this.#withoutGroup(limits) : refusal(group, limits ?? {});
    if (problem === this.problem) return;
    this.#known = { ...this.#known, problem };
    if (group !== null) this.#record();
  }

  /** SIGKILL to everything in the group, also to what has left all others. */
  kill(): void {
    this.#known.group?.kill();
  }

  /** The exit of its command, with the part that the kernel had in it. */
  explained(exit: Exit): Exit {
    const { group, ended } = this.#known;
    const outOfMemory = ended === undefined ? (group?.outOfMemory ?? null) : ended.outOfMemory;
    return outOfMemory !== null && "signal" in exit && exit.signal === "SIGKILL"
      ? { ...exit, outOfMemory }
      : exit;
  }

  /**
   * The run is over: kill what is left in the group, and remove it. It is recorded first what the kernel did to it, since
   * this daemon may die before it has told. Returns the processes that can't be killed.
   */
  async end(): Promise<ReadonlyArray<number>> {
    const { group } = this.#known;
    if (group === null) return [];
    this.#known = { ...this.#known, ended: { outOfMemory: group.outOfMemory } };
    this.#record();
    const survivors = await group.remove();
    this.#known = { ...this.#known, group: null };
    return survivors;
  }

  #withoutGroup(limits: RunLimits | undefined): string | null {
    const declared = declaredIn(limits);
    return declared.length === 0 ? null : (this.problem ?? notEnforced(declared, startedWithout));
  }

  #record(): void {
    const { group, problem, ended } = this.#known;
    try {
      if (this.#directory !== null)
        writeGroupRecord(this.#directory, {
          folder: group?.folder ?? null,
          problem,
          ...(ended ? { ended } : {}),
        });
    } catch {
      // The disk is full, for example. Only the next daemon may not know it.
    }
  }
}

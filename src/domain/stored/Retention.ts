/**
 * What is kept of what is stored, in numbers of journal entries: of every kind at least those that are among the newest so many
 * entries, whatever these are.
 */
export interface Retention {
  /** The transitions of children that nobody has asked for: nearly everything. Never more than of the other kinds. */
  readonly transitions: number;
  /** What people and programs have asked for, and the transitions that they have caused: the audit log. */
  readonly actions: number;
  readonly alarms: number;
  /** What concerns the tree or the daemon as a whole, and what only a newer version knows. */
  readonly tree: number;
  /** How many of the applies that failed, which are not in the journal; null: all. */
  readonly failed_applies: number | null;
  /** The newest runs of each child. */
  readonly runs: number;
  /** The newest runs of all children together. */
  readonly all_runs: number;
  /** The newest instants of each job in the ledger. */
  readonly instants: number;
  /** The newest instants of all jobs together. */
  readonly all_instants: number;
}

/** What is kept of the history of runs. */
export type RunRetention = Pick<Retention, "runs" | "all_runs">;

/** What is kept of the ledger. */
export type LedgerRetention = Pick<Retention, "instants" | "all_instants">;

/** Some 140 MB on the disk. */
const customaryTransitions = 500_000;
const customaryRuns = 1_000;
/** Some 40 MB on the disk. */
const customaryRunsOfAll = 100_000;
const customaryInstants = 10_000;
/** Some 50 MB on the disk. */
const customaryInstantsOfAll = 500_000;
/** What is worth more is also much less. */
const longer = 10;

/** What is kept where only some of it is said. */
export const retentionOf = ({
  transitions = customaryTransitions,
  actions = longer * transitions,
  alarms = longer * transitions,
  tree = longer * transitions,
  failed_applies = null,
  runs = customaryRuns,
  all_runs = Math.max(runs, customaryRunsOfAll),
  instants = customaryInstants,
  all_instants = Math.max(instants, customaryInstantsOfAll),
}: Partial<Retention> = {}): Retention => ({
  ...{ transitions, actions, alarms, tree, failed_applies, runs, all_runs, instants, all_instants },
});

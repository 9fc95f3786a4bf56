import { type Run, type RunOrigin, runId } from "../../../src/domain/Run.ts";
import type { RunOutcome } from "../../../src/domain/RunOutcome.ts";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import type { Exit } from "../../../src/domain/tree/Exit.ts";
import { type Circumstances, outcomeOf } from "../../../src/policy/run/outcome.ts";
import { triggerOf } from "../../../src/policy/run/trigger.ts";
import { memberOf } from "../node.ts";
import type { ProcessNode } from "../traits.ts";
import type { Wiring } from "../wiring.ts";

/** When and why a run was started; `at` in ms since the epoch, null if it was not observed. */
interface Beginning extends Pick<Run, "reason" | "by"> {
  readonly at: number | null;
}

/** How a run has ended; `at` in ms since the epoch. */
interface End {
  readonly at: number;
  readonly reason: string;
  /** Null: it could not be started. */
  readonly exit: Exit | null;
}

const begun = (path: ChildPath, run: number, origin: RunOrigin, { at, reason, by }: Beginning): Run => ({
  ...{ id: runId(path, run), path, run, ...origin },
  started_at: at === null ? null : new Date(at).toISOString(),
  ...{ ended_at: null, outcome: "running", reason, code: null, signal: null, by, output: null },
});

const ofService = (trigger: Run["trigger"]): RunOrigin => ({ trigger, scheduled_for: null, attempt: null });

/** A run of whose start nothing is recorded. */
const unrecordedRun = (path: ChildPath, run: number): Run =>
  begun(path, run, ofService("restart"), { at: null, reason: "", by: "system" });

/** A run after its end. */
export const ended = (run: Run, { at, reason, exit }: End, outcome: RunOutcome): Run => ({
  ...run,
  ended_at: new Date(at).toISOString(),
  ...{ outcome, reason },
  code: exit !== null && "code" in exit ? exit.code : null,
  signal: exit !== null && "signal" in exit ? exit.signal : null,
});

/** Add a run that is started now to the history. */
export const recordStart = (node: ProcessNode, run: number, { log, now }: Wiring): void => {
  const { reason, by } = node.actor.getSnapshot().context;
  const isTried = memberOf(node)?.standing === "trying";
  const origin = node.startedFor ?? ofService(triggerOf({ by, isTried, isFirst: run <= node.firstRun }));
  node.startedFor = null;
  node.openRun = begun(node.path, run, origin, { at: Date.parse(now.wall()), reason, by });
  log.keepRun(node.openRun);
};

/** Add a run that an earlier daemon has started, and did not add. */
export const recordPastStart = (
  node: ProcessNode,
  run: number,
  beginning: Beginning,
  { log }: Wiring,
): void => {
  const trigger = triggerOf({ by: beginning.by, isTried: false, isFirst: run === 1 });
  node.openRun = begun(node.path, run, node.startedFor ?? ofService(trigger), beginning);
  node.startedFor = null;
  log.keepRun(node.openRun);
};

/** Complete a run in the history. */
export const recordEnd = (
  node: ProcessNode,
  run: number,
  end: End,
  circumstances: Omit<Circumstances, "rules">,
  { log }: Wiring,
): void => {
  const { openRun, endsAs, actor, path } = node;
  const { rules } = actor.getSnapshot().context;
  const outcome = outcomeOf(end.exit, { ...circumstances, rules });
  if (openRun?.run !== run) {
    log.keepRun(ended(unrecordedRun(path, run), end, outcome));
    return;
  }
  log.keepRun(ended(openRun, end, endsAs ?? outcome));
  node.openRun = null;
  node.endsAs = null;
};

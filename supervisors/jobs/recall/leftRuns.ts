import type { JobState, Start } from "../../../src/domain/job/JobState.ts";
import { join } from "../../../src/domain/tree/ChildPath.ts";
import type { EndedRun, RunEnd } from "../../../src/policy/job/events.ts";
import type { Now } from "../../../src/policy/job/now.ts";
import { isLive } from "../../../src/policy/states.ts";
import type { Left } from "../../../src/ports/machine/ProcessSpawner.ts";
import type { JobNode } from "../../node/node.ts";
import { endOfRun, endWith } from "../endOfRun.ts";
import { originOfStart, outcomeOfStop } from "../origin.ts";
import { slotIn } from "../SlotRuns.ts";

type Going = Extract<Start["phase"], { readonly going: unknown }>["going"];

const goingIn = ({ starts }: JobState): ReadonlyArray<Going> =>
  starts.flatMap(({ phase }) => ("going" in phase ? [phase.going] : []));

/**
 * How a run ended that an earlier daemon has started, as its files say or as the slot has recorded it; null: it is alive.
 * One that has no process and no end was lost, or never began.
 */
const endOfLeft = (
  node: JobNode,
  { run, slot: number }: Going,
  left: Left,
  now: Now,
): Omit<EndedRun, "job" | "run"> | null => {
  const endedWith = (end: RunEnd, wall: number) =>
    // Nobody knows when a lost run has ended: what follows is counted from now on.
    end.kind === "lost"
      ? { end, at: now }
      : { end, at: { wall, real: now.real - Math.max(0, now.wall - wall) } };
  const [past] = left.endsBetween(join(node.path, `#${number}`), run - 1, run + 1);
  if (past) return endedWith(endWith(past.exit, node.spec.template), past.endedAt);
  const slot = slotIn(node, number);
  if (slot?.lastExit?.run === run) {
    const { end, endedAt } = endOfRun(slot, run);
    return endedWith(end, endedAt ?? now.wall);
  }
  return slot?.lastRun === run && isLive(slot.state) ? null : endedWith({ kind: "lost" }, now.wall);
};

/** The runs of a job that an earlier daemon has started and that are over, the oldest end first. */
export const endedRuns = (node: JobNode, state: JobState, left: Left, now: Now): ReadonlyArray<EndedRun> =>
  goingIn(state)
    .flatMap((going) => {
      const ended = endOfLeft(node, going, left, now);
      return ended ? [{ job: node.path, run: going.run, ...ended }] : [];
    })
    .sort((a, b) => a.at.wall - b.at.wall);

/** Before the slots of a job resume: what their runs were started for, and how those end that were asked to stop. */
export const restoreOrigins = (node: JobNode, { starts }: JobState): void => {
  for (const start of starts) {
    const { phase } = start;
    const slot = "going" in phase ? slotIn(node, phase.going.slot) : undefined;
    if (!slot) continue;
    slot.startedFor = originOfStart(start);
    slot.endsAs = phase.kind === "stopping" ? outcomeOfStop(phase.cause) : null;
  }
};

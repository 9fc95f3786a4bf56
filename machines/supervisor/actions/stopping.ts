import { assertEvent } from "xstate";
import { updateMember } from "../../../src/policy/restart/roster.ts";
import type { StopMode } from "../../childProtocol.ts";
import type { Purpose, SupervisorContext } from "../context.ts";
import { command } from "../events.ts";
import { asStopping, idsOf, stillToStop, stopCommand, stopsAtOnce } from "../group.ts";
import { verdictOf } from "../judging.ts";
import { supervisor } from "../types.ts";

/** The context for a stop of the whole supervisor: it includes all children, and their reports are discarded. */
const stopOfAll = ({ children }: SupervisorContext, purpose: Purpose, mode: StopMode = "ordered") => ({
  stop: { purpose, mode },
  group: idsOf(children),
  origin: null,
  inbox: [],
});

/** Stops of children, in reverse order or all at once, and why. */
export const stopping = {
  stopNext: supervisor.enqueueActions(({ context, enqueue }) => {
    const active = stillToStop(context);
    const unasked = active.filter(({ standing }) => standing !== "stopping");
    const isInOrder = !stopsAtOnce(context);
    if (isInOrder && unasked.length < active.length) return;
    const now = isInOrder ? unasked.slice(0, 1) : unasked;
    for (const { id } of now) enqueue.emit(stopCommand(context, id));
    enqueue.assign(asStopping(context, now));
  }),
  stopAll: supervisor.enqueueActions(({ context, enqueue }) => {
    const active = stillToStop(context);
    for (const { id } of active) enqueue.emit(stopCommand(context, id));
    enqueue.assign(asStopping(context, active));
  }),
  gatherAll: supervisor.assign(({ context }) => ({ group: idsOf(context.children) })),
  becomeBrutal: supervisor.assign(({ context }) => ({ stop: { ...context.stop, mode: "brutal" } })),

  stopForRequest: supervisor.assign(({ context, event }) => {
    assertEvent(event, "STOP");
    return { ...stopOfAll(context, "request", event.mode), reason: event.reason, by: event.by };
  }),
  stopAfterFailedStart: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "CHILD_START_FAILED");
    const { child } = event;
    enqueue.emit(command(child, { type: "FAIL", reason: "did not start", curable: false }));
    enqueue.assign({
      ...stopOfAll(context, "start_failed"),
      children: updateMember(context.children, child, { standing: "failed" }),
      reason: `${child} could not be started`,
      by: "system",
    });
  }),
  stopToGiveUp: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "WORK");
    const report = context.inbox[0];
    const verdict = verdictOf(context, event);
    if (!report || verdict?.kind !== "escalate") return;
    enqueue.emit(command(report.child, { type: "FAIL", reason: verdict.because, curable: false }));
    enqueue.assign({
      ...stopOfAll(context, "gave_up"),
      upMs: event.at - context.startedAt,
      children: updateMember(context.children, report.child, { standing: "failed" }),
      reason: `gave up on ${report.child}: ${verdict.because}`,
      by: "system",
    });
  }),
  stopAutomatically: supervisor.assign(({ context, event }) => {
    assertEvent(event, "WORK");
    return {
      ...stopOfAll(context, "auto_shutdown"),
      upMs: event.at - context.startedAt,
      reason: `significant ${context.inbox[0]?.child} has ended (${context.rules.autoShutdown})`,
      by: "system",
    };
  }),
  stopKilled: supervisor.assign(({ context, event }) => {
    assertEvent(event, "KILLED");
    return {
      ...stopOfAll(context, "killed", "brutal"),
      upMs: event.at - context.startedAt,
      reason: event.reason,
      by: event.by,
    };
  }),
};

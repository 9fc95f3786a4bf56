import { assertEvent } from "xstate";
import { change } from "../../../src/policy/roster.ts";
import type { StopMode } from "../../childProtocol.ts";
import type { Purpose, SupervisorContext } from "../context.ts";
import { command } from "../events.ts";
import { asStopping, everyone, stillToStop, stopCommand, stopsAtOnce } from "../group.ts";
import { verdictOf } from "../judging.ts";
import { supervisor } from "../types.ts";

/** A stop of the whole supervisor: it is about all children, and what they have written is void. */
const stopOfAll = ({ children }: SupervisorContext, purpose: Purpose, mode: StopMode = "ordered") => ({
  stop: { purpose, mode },
  group: everyone(children),
  origin: null,
  inbox: [],
});

/** Stopping the children, in reverse order or all at once, and why. */
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
  gatherAll: supervisor.assign(({ context }) => ({ group: everyone(context.children) })),
  becomeBrutal: supervisor.assign(({ context }) => ({ stop: { ...context.stop, mode: "brutal" } })),

  stopForRequest: supervisor.assign(({ context, event }) => {
    assertEvent(event, "STOP");
    return { ...stopOfAll(context, "request", event.mode), reason: event.reason, by: event.by };
  }),
  stopAfterFailedStart: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "CHILD_START_FAILED");
    const { child } = event;
    enqueue.emit(command(child, { type: "FAIL", reason: "did not start" }));
    enqueue.assign({
      ...stopOfAll(context, "start_failed"),
      children: change(context.children, child, { standing: "failed" }),
      reason: `${child} could not be started`,
      by: "system",
    });
  }),
  stopToGiveUp: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "WORK");
    const letter = context.inbox[0];
    const verdict = verdictOf(context, event);
    if (!letter || verdict?.kind !== "escalate") return;
    enqueue.emit(command(letter.child, { type: "FAIL", reason: verdict.because }));
    enqueue.assign({
      ...stopOfAll(context, "gave_up"),
      upMs: event.at - context.startedAt,
      children: change(context.children, letter.child, { standing: "failed" }),
      reason: `gave up on ${letter.child}: ${verdict.because}`,
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

import { assertEvent } from "xstate";
import { change, isActive, member } from "../../../src/policy/roster.ts";
import { command } from "../events.ts";
import { withoutLettersOf } from "../group.ts";
import { supervisor } from "../types.ts";

/** What people ask for: children started, stopped, added and removed by hand. */
export const byHand = {
  startByHand: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "START_CHILD");
    const { child, reason, by } = event;
    // It may have been removed since it was asked for.
    if (!member(context.children, child)) return;
    enqueue.emit(command(child, { type: "START", reason, by }));
    enqueue.assign({
      inbox: withoutLettersOf(context.inbox, new Set([child])),
      children: change(context.children, child, {
        wanted: "up",
        standing: "trying",
        streak: 0,
        refusals: 0,
        restarts: [],
      }),
    });
  }),
  /** What was tried by hand is answered, not tried again. */
  failTried: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "CHILD_START_FAILED");
    enqueue.emit(command(event.child, { type: "FAIL", reason: "did not start" }));
    enqueue.assign({ children: change(context.children, event.child, { standing: "failed" }) });
  }),
  wantUp: supervisor.assign(({ context, event }) => {
    assertEvent(event, "START_CHILD");
    const about = member(context.children, event.child);
    // One that is being stopped with the others is still to be waited for.
    const standing = about && isActive(about) ? about.standing : "down";
    return { children: change(context.children, event.child, { wanted: "up", standing }) };
  }),
  stopByHand: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "STOP_CHILD");
    const { child, wanted, reason, by } = event;
    const about = member(context.children, child);
    if (!about) return;
    const standing = isActive(about) ? "stopping" : about.standing;
    enqueue.emit(command(child, { type: "STOP", mode: "ordered", reason, by }));
    enqueue.assign({
      inbox: withoutLettersOf(context.inbox, new Set([child])),
      children: change(context.children, child, { wanted, standing }),
    });
  }),
  endPause: supervisor.assign(({ context, event }) => {
    assertEvent(event, "STOP_CHILD");
    return { inbox: [...context.inbox, { kind: "due", child: event.child }] };
  }),
  addMember: supervisor.assign(({ context, event }) => {
    assertEvent(event, "ADD_CHILD");
    return {
      children: [...context.children, event.member],
      group: new Set([...context.group, event.member.id]),
    };
  }),
  tryAdded: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "ADD_CHILD");
    const { member: added, reason, by } = event;
    if (added.wanted === "down") return;
    enqueue.emit(command(added.id, { type: "START", reason, by }));
    enqueue.assign({ children: change(context.children, added.id, { standing: "trying" }) });
  }),
  removeMember: supervisor.assign(({ context, event }) => {
    assertEvent(event, "REMOVE_CHILD");
    return {
      children: context.children.filter(({ id }) => id !== event.child),
      inbox: withoutLettersOf(context.inbox, new Set([event.child])),
    };
  }),
};

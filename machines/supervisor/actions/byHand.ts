import { assertEvent } from "xstate";
import { isActive, member, updateMember } from "../../../src/policy/restart/roster.ts";
import { command } from "../events.ts";
import { withoutReportsOf } from "../group.ts";
import { supervisor } from "../types.ts";

/** Requests of users: to start, stop, add and remove children. */
export const byHand = {
  startByHand: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "START_CHILD");
    const { child, reason, by } = event;
    // It may have been removed since the request.
    if (!member(context.children, child)) return;
    enqueue.emit(command(child, { type: "START", reason, by }));
    enqueue.assign({
      inbox: withoutReportsOf(context.inbox, [child]),
      children: updateMember(context.children, child, {
        wanted: "up",
        standing: "trying",
        streak: 0,
        refusals: 0,
        restarts: [],
      }),
    });
  }),
  /** A start by hand and a slow retry are a single attempt: a failure is not followed by a restart, only by a later retry. */
  failTried: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "CHILD_START_FAILED");
    enqueue.emit(command(event.child, { type: "FAIL", reason: "did not start", curable: true }));
    enqueue.assign({ children: updateMember(context.children, event.child, { standing: "failed" }) });
  }),
  wantUp: supervisor.assign(({ context, event }) => {
    assertEvent(event, "START_CHILD");
    const about = member(context.children, event.child);
    // If it is being stopped with its siblings, that still has to finish.
    const standing = about && isActive(about) ? about.standing : "down";
    return { children: updateMember(context.children, event.child, { wanted: "up", standing }) };
  }),
  stopByHand: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "STOP_CHILD");
    const { child, wanted, reason, by } = event;
    const about = member(context.children, child);
    if (!about) return;
    const standing = isActive(about) ? "stopping" : about.standing;
    enqueue.emit(command(child, { type: "STOP", mode: "ordered", reason, by }));
    enqueue.assign({
      inbox: withoutReportsOf(context.inbox, [child]),
      children: updateMember(context.children, child, { wanted, standing }),
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
      group: [...context.group, event.member.id],
    };
  }),
  tryAdded: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "ADD_CHILD");
    const { member: added, reason, by } = event;
    if (added.wanted === "down") return;
    enqueue.emit(command(added.id, { type: "START", reason, by }));
    enqueue.assign({ children: updateMember(context.children, added.id, { standing: "trying" }) });
  }),
  removeMember: supervisor.assign(({ context, event }) => {
    assertEvent(event, "REMOVE_CHILD");
    return {
      children: context.children.filter(({ id }) => id !== event.child),
      group: context.group.filter((id) => id !== event.child),
      inbox: withoutReportsOf(context.inbox, [event.child]),
    };
  }),
};

import { assertEvent } from "xstate";
import {
  isToldToStop,
  member,
  standingAfterStop,
  updateMember,
  withRules,
} from "../../../src/policy/restart/roster.ts";
import { standingAfterEnd } from "../judging.ts";
import { supervisor } from "../types.ts";

/** Reports of children: the roster is updated, and reports that need a decision go to the inbox. */
export const noting = {
  updateRules: supervisor.assign(({ context, event }) => {
    assertEvent(event, "UPDATE");
    return { rules: event.rules, children: withRules(context.children, event.children) };
  }),
  noteStarted: supervisor.assign(({ context, event }) => {
    assertEvent(event, "CHILD_STARTED");
    return { children: updateMember(context.children, event.child, { standing: "up", refusals: 0 }) };
  }),
  noteIgnored: supervisor.assign(({ context, event }) => {
    assertEvent(event, "CHILD_IGNORED");
    const isForgotten =
      context.rules.strategy === "simple_one_for_one" ||
      member(context.children, event.child)?.restart === "temporary";
    return {
      children: updateMember(context.children, event.child, {
        standing: isForgotten ? "dropped" : "finished",
      }),
    };
  }),
  noteStopped: supervisor.assign(({ context, event }) => {
    assertEvent(event, "CHILD_STOPPED");
    const about = member(context.children, event.child);
    return about
      ? { children: updateMember(context.children, about.id, { standing: standingAfterStop(about) }) }
      : {};
  }),
  noteFailure: supervisor.assign(({ context, event }) => {
    assertEvent(event, ["CHILD_ENDED", "CHILD_START_FAILED"]);
    const { child, failure } = event;
    const about = member(context.children, child);
    if (!about || isToldToStop(about)) return {};
    return {
      children: updateMember(context.children, child, { standing: standingAfterEnd(about, failure) }),
      inbox: [...context.inbox, { kind: "failure", child, failure }],
    };
  }),
  noteDue: supervisor.assign(({ context, event }) => {
    assertEvent(event, "CHILD_DUE");
    const about = member(context.children, event.child);
    if (!about || isToldToStop(about)) return {};
    return { inbox: [...context.inbox, { kind: "due", child: event.child }] };
  }),
};

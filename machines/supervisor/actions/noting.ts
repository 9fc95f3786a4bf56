import { assertEvent } from "xstate";
import { change, member, revised, standingAfterStop } from "../../../src/policy/roster.ts";
import { standingAfterEnd } from "../judging.ts";
import { supervisor } from "../types.ts";

/** What children report, written down; what has to be decided goes to the inbox. */
export const noting = {
  takeRules: supervisor.assign(({ context, event }) => {
    assertEvent(event, "UPDATE");
    return { rules: event.rules, children: revised(context.children, event.children) };
  }),
  noteStarted: supervisor.assign(({ context, event }) => {
    assertEvent(event, "CHILD_STARTED");
    return { children: change(context.children, event.child, { standing: "up", refusals: 0 }) };
  }),
  noteIgnored: supervisor.assign(({ context, event }) => {
    assertEvent(event, "CHILD_IGNORED");
    const isForgotten =
      context.rules.strategy === "simple_one_for_one" ||
      member(context.children, event.child)?.restart === "temporary";
    return {
      children: change(context.children, event.child, { standing: isForgotten ? "dropped" : "finished" }),
    };
  }),
  noteStopped: supervisor.assign(({ context, event }) => {
    assertEvent(event, "CHILD_STOPPED");
    const about = member(context.children, event.child);
    return about
      ? { children: change(context.children, about.id, { standing: standingAfterStop(about) }) }
      : {};
  }),
  noteFailure: supervisor.assign(({ context, event }) => {
    assertEvent(event, ["CHILD_ENDED", "CHILD_START_FAILED"]);
    const { child, failure } = event;
    const about = member(context.children, child);
    if (!about) return {};
    return {
      children: change(context.children, child, { standing: standingAfterEnd(about, failure) }),
      inbox: [...context.inbox, { kind: "failure", child, failure }],
    };
  }),
  noteDue: supervisor.assign(({ context, event }) => {
    assertEvent(event, "CHILD_DUE");
    return { inbox: [...context.inbox, { kind: "due", child: event.child }] };
  }),
};

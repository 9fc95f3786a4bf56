import { assertEvent } from "xstate";
import type { Standing } from "../../../src/domain/tree/State.ts";
import {
  isToldToStop,
  member,
  type Roster,
  standingAfterStop,
  updateMember,
  withRules,
} from "../../../src/policy/restart/roster.ts";
import { standingAfterEnd } from "../judging.ts";
import { supervisor } from "../types.ts";

/** The roster with another standing of a member that has a certain one. */
const ifStanding = (roster: Roster, id: string, from: Standing, to: Standing): Roster =>
  member(roster, id)?.standing === from ? updateMember(roster, id, { standing: to }) : roster;

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
  noteHeld: supervisor.assign(({ context, event }) => {
    assertEvent(event, "CHILD_HELD");
    return { children: ifStanding(context.children, event.child, "starting", "held") };
  }),
  noteCleared: supervisor.assign(({ context, event }) => {
    assertEvent(event, "CHILD_CLEARED");
    return { children: ifStanding(context.children, event.child, "held", "starting") };
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

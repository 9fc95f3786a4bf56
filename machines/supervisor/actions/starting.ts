import { assertEvent } from "xstate";
import { anyStarting, resetRoster, toStart } from "../../../src/policy/restart/roster.ts";
import { command } from "../events.ts";
import { attribution, idsOf, startsAtOnce, withoutReportsOf } from "../group.ts";
import { supervisor } from "../types.ts";

/** Starts of children, in order or all at once. */
export const starting = {
  beginAfresh: supervisor.assign(({ context, event }) => ({
    children: resetRoster(context.children),
    group: idsOf(context.children),
    origin: null,
    window: [],
    inbox: [],
    ...(event.type === "START"
      ? { startedAt: event.at, reason: event.reason, by: event.by }
      : { reason: "retry of the whole tree", by: "system" }),
  })),
  resume: supervisor.assign(({ event }) => {
    assertEvent(event, "RESUME");
    const { state: _, isRetried: __, ...found } = event.found;
    return found;
  }),
  startNext: supervisor.enqueueActions(({ context, enqueue }) => {
    const { children, group, rules, inbox } = context;
    if (!startsAtOnce(rules) && anyStarting(children)) return;
    const due = toStart(children, group);
    const begun = idsOf(startsAtOnce(rules) ? due : due.slice(0, 1));
    // All of a large tree are started at once, and each reports that it is up.
    if (begun.length === 0) return;
    const now = new Set(begun);
    for (const child of begun) enqueue.emit(command(child, { type: "START", ...attribution(context) }));
    enqueue.assign({
      children: children.map((entry) => (now.has(entry.id) ? { ...entry, standing: "starting" } : entry)),
      group: group.filter((id) => !now.has(id)),
      inbox: withoutReportsOf(inbox, begun),
    });
  }),
};

import { assertEvent } from "xstate";
import { afresh, anyStarting, toStart } from "../../../src/policy/roster.ts";
import { rootRetryMs } from "../context.ts";
import { command } from "../events.ts";
import { everyone, occasion, startsAtOnce, withoutLettersOf } from "../group.ts";
import { supervisor } from "../types.ts";

/** Starting the children, in order or all at once. */
export const starting = {
  beginAfresh: supervisor.assign(({ context, event }) => ({
    children: afresh(context.children),
    group: everyone(context.children),
    origin: null,
    window: [],
    inbox: [],
    retryMs: rootRetryMs,
    ...(event.type === "START"
      ? { startedAt: event.at, reason: event.reason, by: event.by }
      : { reason: "trying the tree again", by: "system" }),
  })),
  takeUp: supervisor.assign(({ event }) => {
    assertEvent(event, "RESUME");
    const { state: _, ...found } = event.found;
    return found;
  }),
  startNext: supervisor.enqueueActions(({ context, enqueue }) => {
    const { children, group, rules, inbox } = context;
    if (!startsAtOnce(rules) && anyStarting(children)) return;
    const due = toStart(children, group);
    const now = everyone(startsAtOnce(rules) ? due : due.slice(0, 1));
    for (const child of now) enqueue.emit(command(child, { type: "START", ...occasion(context) }));
    enqueue.assign({
      children: children.map((entry) => (now.has(entry.id) ? { ...entry, standing: "starting" } : entry)),
      group: new Set([...group].filter((id) => !now.has(id))),
      inbox: withoutLettersOf(inbox, now),
    });
  }),
};

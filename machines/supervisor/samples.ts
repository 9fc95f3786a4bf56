import type { Member } from "../../src/policy/restart/roster.ts";
import type { Failure } from "../../src/policy/restart/verdict.ts";
import type { Sample } from "../lighting.ts";
import type { PendingReport, SupervisorContext } from "./context.ts";
import type { SupervisorEvent } from "./events.ts";

/** An event that may come next, with the reports that have arrived by then. */
interface SupervisorSample extends Sample {
  readonly event: SupervisorEvent;
  readonly context?: { readonly inbox: ReadonlyArray<PendingReport> };
}

const attribution = { reason: "", by: "system" };
/** Neither the shortest nor the longest random delay. */
const dice = 0.5;

const failures: ReadonlyArray<Failure> = [
  { kind: "ended", end: "crash", upMs: 0, curable: true },
  { kind: "ended", end: "normal", upMs: 0, curable: true },
  { kind: "start_failed", curable: true },
  { kind: "start_refused" },
  { kind: "recycled", because: "max_runtime", upMs: 0 },
];

/** One child for each situation: even a thousand children are in only a few. */
const representatives = ({ children, group, origin }: SupervisorContext): ReadonlyArray<Member> => {
  const byKind = new Map<string, Member>();
  for (const child of children) {
    const { standing, wanted, restart, significant, limit, onLimit, restarts } = child;
    const place = [group.includes(child.id), origin?.child === child.id];
    const rules = [restart, significant, JSON.stringify(limit), onLimit, restarts.length];
    byKind.set([standing, wanted, ...place, ...rules].join(" "), child);
  }
  return [...byKind.values()];
};

/** Whether a child can end or fail by itself. */
const isAlive = ({ standing }: Member): boolean =>
  standing === "up" || standing === "starting" || standing === "held" || standing === "trying";

/** The handling of the pending reports, followed by the end of a delay or by each possible failure. */
const workOn = (context: SupervisorContext, child: Member, now: number): ReadonlyArray<SupervisorSample> => {
  const event = { type: "WORK", at: now, dice } as const;
  const ends = isAlive(child)
    ? failures.map((failure) => ({ kind: "failure", child: child.id, failure }) as const)
    : [];
  const dues = child.standing === "waiting" ? [{ kind: "due", child: child.id } as const] : [];
  return [...ends, ...dues].map((report) => ({ event, context: { inbox: [...context.inbox, report] } }));
};

const reportsOf = ({ id: child }: Member, now: number): ReadonlyArray<SupervisorEvent> => [
  { type: "CHILD_STARTED", child },
  { type: "CHILD_IGNORED", child },
  { type: "CHILD_STOPPED", child },
  { type: "CHILD_DUE", child },
  { type: "CHILD_HELD", child },
  { type: "CHILD_CLEARED", child },
  { type: "START_CHILD", child, ...attribution },
  { type: "STOP_CHILD", child, wanted: "down", purpose: "stop", ...attribution },
  { type: "STOP_CHILD", child, wanted: "up", purpose: "restart", ...attribution },
  { type: "REMOVE_CHILD", child },
  ...failures.flatMap(
    (failure): ReadonlyArray<SupervisorEvent> => [
      { type: "CHILD_START_FAILED", child, failure, at: now, dice },
      { type: "CHILD_ENDED", child, failure },
    ],
  ),
];

/**
 * The events that may come next: one of each type, or several if its content or its child decides. The machine
 * determines which transition each would take. `now` is monotonic ms.
 */
export const supervisorSamples = (
  context: SupervisorContext,
  now: number,
): ReadonlyArray<SupervisorSample> => {
  const children = representatives(context);
  const { rules } = context;
  const events: ReadonlyArray<SupervisorEvent> = [
    { type: "START", at: now, ...attribution },
    { type: "STOP", mode: "ordered", ...attribution },
    { type: "STOP", mode: "brutal", ...attribution },
    { type: "BACK_OFF", delayMs: 0 },
    { type: "FAIL", reason: "", curable: true },
    { type: "FAIL", reason: "", curable: false },
    { type: "UPDATE", rules, children: context.children },
    { type: "KILLED", at: now, ...attribution },
    ...children.flatMap((child) => reportsOf(child, now)),
  ];
  const inbox = context.inbox.length > 0 ? [{ event: { type: "WORK", at: now, dice } as const }] : [];
  return [
    ...events.map((event) => ({ event })),
    ...inbox,
    ...children.flatMap((child) => workOn(context, child, now)),
  ];
};

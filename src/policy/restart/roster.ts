import type { Standing, Wanted } from "../../domain/tree/State.ts";
import type { ChildRecord } from "./verdict.ts";

/** The settings of a child that its supervisor's decisions depend on. */
export type MemberRules = Pick<
  Member,
  "id" | "restart" | "significant" | "backoff" | "limit" | "onLimit" | "awaits"
>;

/** A child, as its supervisor keeps track of it. */
export interface Member extends ChildRecord {
  readonly significant: boolean;
  /** The siblings that it, or anything under it, depends on: they are stopped after it. Undefined: none. */
  readonly awaits?: ReadonlyArray<string> | undefined;
  readonly wanted: Wanted;
  readonly standing: Standing;
}

/** A supervisor's children in start order. */
export type Roster = ReadonlyArray<Member>;

export const member = (roster: Roster, id: string): Member | undefined =>
  roster.find((entry) => entry.id === id);

/** The roster with some fields of one member changed. Each of ten thousand members reports its start: the others are copied at once. */
export const updateMember = (roster: Roster, id: string, patch: Partial<Member>): Roster => {
  const index = roster.findIndex((entry) => entry.id === id);
  const found = roster[index];
  return found === undefined ? roster : roster.with(index, { ...found, ...patch });
};

/** The roster with new rules, in their order; the state of each member is kept. */
export const withRules = (roster: Roster, rules: ReadonlyArray<MemberRules>): Roster => {
  const members = new Map(roster.map((entry) => [entry.id, entry]));
  return rules.flatMap((rule) => {
    const known = members.get(rule.id);
    return known ? [{ ...known, ...rule }] : [];
  });
};

/** Whether a stop has something to do: there is a process, or a start or restart in progress. */
export const isActive = ({ standing }: Member): boolean =>
  standing === "starting" ||
  standing === "held" ||
  standing === "trying" ||
  standing === "up" ||
  standing === "stopping" ||
  standing === "waiting";

/**
 * Whether it was told to stop. Reports that it sent before that are discarded. Source: OTP, `shutdown/2` of
 * supervisor.erl, which removes the exit message of a child that it terminates from its mailbox.
 */
export const isToldToStop = ({ wanted, standing }: Member): boolean =>
  wanted === "down" || standing === "stopping";

/** Whether a start of its supervisor, or of its group, starts it. */
const isDue = ({ wanted, standing }: Member): boolean =>
  wanted === "up" && (standing === "down" || standing === "finished" || standing === "waiting");

const sets = new WeakMap<ReadonlyArray<string>, ReadonlySet<string>>();

/** The ids as a set, built once per list: the guards look members up in it after every report, also in a group of ten thousand. */
const asSet = (ids: ReadonlyArray<string>): ReadonlySet<string> => {
  const known = sets.get(ids);
  if (known) return known;
  const set = new Set(ids);
  sets.set(ids, set);
  return set;
};

const isAmong =
  (ids: ReadonlyArray<string>, isIncluded: (entry: Member) => boolean) =>
  (entry: Member): boolean =>
    isIncluded(entry) && asSet(ids).has(entry.id);

/** The members of `ids` that are still to be stopped: dependants before their dependencies, else last started first. */
export const toStop = (roster: Roster, ids: ReadonlyArray<string>): Roster =>
  dependantsFirst(roster.filter(isAmong(ids, isActive)).reverse());

/** Whether there are any. */
export const anyToStop = (roster: Roster, ids: ReadonlyArray<string>): boolean =>
  roster.some(isAmong(ids, isActive));

/** Members that depend on each other, through children of theirs, keep their order. */
const dependantsFirst = (members: ReadonlyArray<Member>): Roster => {
  const dependants = new Map<string, Array<Member>>();
  for (const entry of members)
    for (const id of entry.awaits ?? []) dependants.set(id, [...(dependants.get(id) ?? []), entry]);
  if (dependants.size === 0) return members;
  const visited = new Set<Member>();
  const sorted: Array<Member> = [];
  const place = (entry: Member): void => {
    if (visited.has(entry)) return;
    visited.add(entry);
    for (const dependant of dependants.get(entry.id) ?? []) place(dependant);
    sorted.push(entry);
  };
  for (const entry of members) place(entry);
  return sorted;
};

/** The members of `ids` that are still to be started, in start order. */
export const toStart = (roster: Roster, ids: ReadonlyArray<string>): Roster =>
  roster.filter(isAmong(ids, isDue));

/** Whether there are any. */
export const anyToStart = (roster: Roster, ids: ReadonlyArray<string>): boolean =>
  roster.some(isAmong(ids, isDue));

/** Whether any member is being started with its supervisor or group, or restarted after a failure. */
export const anyStarting = (roster: Roster): boolean =>
  roster.some(({ standing }) => standing === "starting");

/** Whether another significant child is alive or being restarted. */
export const otherSignificantAlive = (roster: Roster, id: string): boolean =>
  roster.some((entry) => entry.significant && entry.id !== id && isActive(entry));

/**
 * The roster when its supervisor starts: finished, failed and dropped members may start again, and all failures are
 * forgotten. Members that a user stopped stay stopped (otp.md section 6).
 */
export const resetRoster = (roster: Roster): Roster =>
  roster.map((entry) => ({ ...entry, standing: "down", streak: 0, refusals: 0, restarts: [] }));

/** The standing of a member that has stopped: a temporary one is forgotten. Source: OTP, del_child/2. */
export const standingAfterStop = ({ restart }: Member): Standing =>
  restart === "temporary" ? "dropped" : "down";

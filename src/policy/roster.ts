import type { Standing, Wanted } from "../domain/State.ts";
import type { ChildRecord } from "./verdict.ts";

/** What a supervisor goes by when it decides about a child: what the file says of it. */
export type MemberRules = Pick<Member, "id" | "restart" | "significant" | "backoff" | "limit" | "onLimit">;

/** A child as its supervisor remembers it. */
export interface Member extends ChildRecord {
  readonly significant: boolean;
  readonly wanted: Wanted;
  readonly standing: Standing;
}

/** A supervisor's children in start order. */
export type Roster = ReadonlyArray<Member>;

export const member = (roster: Roster, id: string): Member | undefined =>
  roster.find((entry) => entry.id === id);

/** The roster with one member changed. */
export const change = (roster: Roster, id: string, patch: Partial<Member>): Roster =>
  roster.map((entry) => (entry.id === id ? { ...entry, ...patch } : entry));

/** The roster by changed rules and in their order; what has happened to each member is kept. */
export const revised = (roster: Roster, rules: ReadonlyArray<MemberRules>): Roster => {
  const members = new Map(roster.map((entry) => [entry.id, entry]));
  return rules.flatMap((rule) => {
    const known = members.get(rule.id);
    return known ? [{ ...known, ...rule }] : [];
  });
};

/** Whether there is something to stop: a process, a start or a restart under way. */
export const isActive = ({ standing }: Member): boolean =>
  standing === "starting" ||
  standing === "trying" ||
  standing === "up" ||
  standing === "stopping" ||
  standing === "waiting";

/** Whether a start of its supervisor, or of its group, is to start it. */
const isDue = ({ wanted, standing }: Member): boolean =>
  wanted === "up" && (standing === "down" || standing === "finished" || standing === "waiting");

/** The members of `ids` that are still to be stopped, last started first. */
export const toStop = (roster: Roster, ids: ReadonlySet<string>): Roster =>
  roster.filter((entry) => ids.has(entry.id) && isActive(entry)).reverse();

/** The members of `ids` that are still to be started, in start order. */
export const toStart = (roster: Roster, ids: ReadonlySet<string>): Roster =>
  roster.filter((entry) => ids.has(entry.id) && isDue(entry));

/** Whether any member is being started with its supervisor or its group, or again after a failure. */
export const anyStarting = (roster: Roster): boolean =>
  roster.some(({ standing }) => standing === "starting");

/** Whether another significant child is alive or being restarted. */
export const otherSignificantAlive = (roster: Roster, id: string): boolean =>
  roster.some((entry) => entry.significant && entry.id !== id && isActive(entry));

/**
 * The roster at a fresh start of its supervisor: everything that is over may begin again, nothing is
 * remembered of failures. What a person stopped stays stopped (otp.md section 6).
 */
export const afresh = (roster: Roster): Roster =>
  roster.map((entry) => ({ ...entry, standing: "down", streak: 0, refusals: 0, restarts: [] }));

/** Where a member stands once it has stopped: a temporary one is forgotten. Source: OTP, del_child/2. */
export const standingAfterStop = ({ restart }: Member): Standing =>
  restart === "temporary" ? "dropped" : "down";

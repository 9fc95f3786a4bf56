import { type Finding, type Row, well } from "../Finding.ts";

/** The machine's clock and time zone. */
export interface ClockFacts {
  /**
   * How much the clock has been set forward since a run was started, in ms: wall time against time since boot. Null:
   * nothing runs, or the system does not say.
   */
  readonly jump: { readonly by: number; readonly since: string } | null;
  /** How far the newest file of the home is in the future, in ms; null: none is. */
  readonly future: number | null;
  /** What keeps the clock in time; `nothing`; null: that can't be seen. */
  readonly keptBy: string | null;
  /** Of this process. */
  readonly zone: string;
  /** A TZ that is set but names no zone. */
  readonly unknownZone: string | null;
  /** TZ of the daemon, and here; null: not set. Undefined: no daemon, or not shown. */
  readonly daemonVariable: string | null | undefined;
  readonly ownVariable: string | null;
}

export const clockRows = {
  clock: {
    subject: "clock",
    title: "clock",
    worst: "warning",
    finds:
      "the clock was set by more than a minute while children ran, or files of the home are dated in the future: times of events and lines then don't show their order",
    remedy:
      "Let the clock be kept in time. Restarts and timeouts are not affected: they count by a clock that is never set.",
    fix: { leaves: "recorded times are not rewritten" },
  },
  "time-synchronisation": {
    subject: "clock",
    title: "time synchronisation",
    worst: "warning",
    finds: "nothing keeps the clock in time",
    remedy: "Switch it on.",
    fix: { leaves: "the clock belongs to the machine's administrator" },
  },
  "time-zone": {
    subject: "clock",
    title: "time zone",
    worst: "warning",
    finds:
      "TZ names no time zone that is known here, so that times are in UTC; or the daemon was started with another one than this shell has",
    remedy: "Set TZ to a name such as Europe/Berlin, or leave it unset, where the daemon is started.",
    fix: { leaves: "the environment of a process can't be changed from outside" },
  },
} as const satisfies Record<string, Row>;

const noticeable = 60_000;

const span = (ms: number): string => {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`;
};

const judgeTime = ({ jump, future }: ClockFacts): Finding => {
  if (jump !== null && Math.abs(jump.by) > noticeable)
    return {
      id: "clock",
      found: `set ${jump.by > 0 ? "forward" : "back"} by ${span(jump.by)} since ${jump.since} was started`,
      verdict: "warning",
    };
  if (future !== null && future > noticeable)
    return { id: "clock", found: `files of the home are ${span(future)} in the future`, verdict: "warning" };
  return well("clock", jump === null ? "no sign that it was set" : `not set since ${jump.since} was started`);
};

const judgeSynchronisation = (keptBy: string): Finding =>
  keptBy === "nothing"
    ? {
        id: "time-synchronisation",
        found: "nothing keeps the clock in time",
        verdict: "warning",
        command: "sudo timedatectl set-ntp true",
      }
    : well("time-synchronisation", keptBy);

const judgeZone = ({ zone, unknownZone, daemonVariable, ownVariable }: ClockFacts): Finding => {
  if (unknownZone !== null)
    return { id: "time-zone", found: `TZ is ${unknownZone}, which is no known zone`, verdict: "warning" };
  const differs = daemonVariable !== undefined && daemonVariable !== ownVariable;
  const shown = (variable: string | null | undefined): string => variable || "not set";
  return differs
    ? {
        id: "time-zone",
        found: `TZ is ${shown(daemonVariable)} for the daemon, ${shown(ownVariable)} here`,
        verdict: "warning",
      }
    : well("time-zone", zone);
};

/** Judge the clock. */
export const judgeClock = (facts: ClockFacts): ReadonlyArray<Finding> => [
  judgeTime(facts),
  ...(facts.keptBy === null ? [] : [judgeSynchronisation(facts.keptBy)]),
  judgeZone(facts),
];

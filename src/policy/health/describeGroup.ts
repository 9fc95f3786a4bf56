import type { GroupState, HeldDown, NotUp } from "../../domain/view/GroupState.ts";

/** The number of children that are named; the others are counted. */
const maxNamed = 10;

/** The number of services that are up: `1 of 2 running`. */
export const countUp = ({ up, wanted, finished }: GroupState): string =>
  wanted === 0
    ? "no service is meant to run"
    : `${up} of ${wanted} ${finished === 0 ? "running" : "running or finished"}`;

/** Why a child is not up, and if `now` is given (ms since the epoch), how soon it is retried. */
export const describeNotUp = (
  { path, state, reason, next_attempt_at, last_words }: NotUp,
  now?: number,
): string => {
  const said = last_words ? `“${last_words}” ` : "";
  return `${path}: ${state} (${said}${reason}${nextAttempt(next_attempt_at, now)})`;
};

/** `; next attempt in 5 s`; empty if none is due or no time is given. */
const nextAttempt = (at: string | null, now: number | undefined): string =>
  at === null || now === undefined
    ? ""
    : `; next attempt in ${Math.max(0, (Date.parse(at) - now) / 1000).toFixed(0)} s`;

/** Why a child is down on purpose, and the command that starts it. */
const describeHeldDown = ({ path, because }: HeldDown): string =>
  `${path} stays ${because === "stopped" ? "stopped by hand" : "down (autostart: false)"}: \`sentinel start ${path}\``;

/** The first descriptions, and the number of the others. */
const listUpTo = <One>(
  all: ReadonlyArray<One>,
  describe: (one: One) => string,
  more: string,
): ReadonlyArray<string> => [
  ...all.slice(0, maxNamed).map(describe),
  ...(all.length > maxNamed ? [`${all.length - maxNamed} more ${more}`] : []),
];

/** The children of a group that are not up, each as a clause; empty if all are up. */
export const describeMissing = ({ not_up, held_down }: GroupState, now?: number): ReadonlyArray<string> => [
  ...listUpTo(not_up, (one) => describeNotUp(one, now), "are not up"),
  ...listUpTo(held_down, describeHeldDown, "stay down"),
];

/** How many services of a group are up, and which are not. */
export const describeGroup = (group: GroupState, now?: number): string =>
  [countUp(group), ...describeMissing(group, now)].join("; ");

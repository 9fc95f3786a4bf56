import { displayName } from "../allowed.ts";
import { endOfSupervisor, shutsDownAfter } from "../restart/group.ts";
import { toStop } from "../restart/roster.ts";
import { restartsAlone } from "../restart/strategy.ts";
import { decide, type Failure, type Verdict } from "../restart/verdict.ts";
import { companionsOf, startsOf, stopsOf } from "./orders.ts";
import { type Group, idsIn, type Place, placesOf, recordOf } from "./place.ts";
import type { Touch } from "./touches.ts";

/** The middle of the range of jitter: whether a limit is exceeded does not depend on it. */
const dice = 0.5;

/** Why a supervisor goes down by itself, and the child that has ended already; null if none has. */
interface Descent {
  readonly purpose: "gave_up" | "auto_shutdown";
  readonly because: string;
  readonly ended: string | null;
}

/**
 * What follows if a service crashes now, or if a supervisor gives up, by the verdict that its own supervisor would give.
 * `now`: monotonic ms. Nothing if it is not running.
 */
export const ifItFails = (place: Place, now: number): ReadonlyArray<Touch> => {
  const { state, group, upMs } = place;
  if (state !== "running") return [];
  if (group !== null)
    return goesDown(place, { purpose: "gave_up", because: "it gives up", ended: null }, now);
  return afterFailure(place, { kind: "ended", end: "crash", upMs, curable: true }, "fails", now);
};

/** A supervisor stops its children and reports its end to its own supervisor; the root has none. */
const goesDown = (place: Place, { purpose, because, ended }: Descent, now: number): ReadonlyArray<Touch> => {
  const { group, parent, path, upMs } = place;
  const stops =
    group === null
      ? []
      : placesOf(group, toStop(group.roster, idsIn(group)))
          .filter(({ id }) => id !== ended)
          .flatMap((child) => stopsOf(child, `${displayName(place)} stops`));
  const effect = purpose === "gave_up" ? "fails" : "stops";
  const failure: Failure = { kind: "ended", end: endOfSupervisor(purpose), upMs, curable: true };
  return [
    ...stops,
    { path, effect: parent === null ? effect : "stops", because },
    ...afterFailure(place, failure, effect, now),
  ];
};

/** What the supervisor of a node that has ended does. `unlessRestarted`: what becomes of the node otherwise. */
const afterFailure = (
  place: Place,
  failure: Failure,
  unlessRestarted: "fails" | "stops",
  now: number,
): ReadonlyArray<Touch> => {
  const { path, id, parent, restart } = place;
  const record = recordOf(place);
  if (!parent?.group || !record) return [];
  const { group } = parent;
  const verdict = decide(record, group, failure, now, dice);
  const ends: Touch = { path, effect: unlessRestarted, because: `${restart}: it is not restarted` };
  if (shutsDownAfter(verdict, group.autoShutdown, group.roster, id)) {
    const because = `significant ${id} has ended (${group.autoShutdown})`;
    return [ends, ...goesDown(parent, { purpose: "auto_shutdown", because, ended: id }, now)];
  }
  switch (verdict.kind) {
    case "leave":
    case "drop":
      return [ends];
    case "fail":
      return [{ path, effect: "fails", because: verdict.because }];
    case "escalate": {
      const because = `it gives up on ${id}: ${verdict.because}`;
      const given: Touch = { path, effect: "fails", because: verdict.because };
      return [given, ...goesDown(parent, { purpose: "gave_up", because, ended: id }, now)];
    }
    case "restart":
      return restarted(place, group, verdict);
  }
};

/** The node that failed, and those that its restart takes along. */
const restarted = (
  place: Place,
  group: Group,
  { delayMs }: Extract<Verdict, { readonly kind: "restart" }>,
): ReadonlyArray<Touch> => {
  const pause = delayMs > 0 ? ` after ${delayMs / 1000} s` : "";
  const because = `${place.restart}: it is restarted${pause}`;
  return [
    { path: place.path, effect: "stops", because },
    ...startsOf(place, because),
    ...(restartsAlone(group.strategy) ? [] : companionsOf(group, place.id)),
  ];
};

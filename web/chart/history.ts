import type { Transition } from "../api/events.ts";
import type { Moment } from "./lighting.ts";

/** A time that a node spent in one state, and how it came there. */
export interface Stay extends Moment {
  readonly seq: number;
  readonly state: string;
  readonly reason: string;
  /** In ms since 1970; `until` is null for the present one. */
  readonly since: number;
  readonly until: number | null;
}

/** The stays that these transitions of one node make, the oldest first. */
export const staysOf = (transitions: ReadonlyArray<Transition>): ReadonlyArray<Stay> =>
  transitions.map(({ seq, at, to, value = to, reason, edges = [] }, index) => {
    const next = transitions[index + 1];
    return {
      ...{ seq, value, reason, state: to },
      taken: edges.map(({ id }) => id),
      since: Date.parse(at),
      until: next === undefined ? null : Date.parse(next.at),
    };
  });

/** Wide enough to be pressed, however short a stay was; long ones only grow slowly. */
export const widthOf = ({ since, until }: Stay, now: number): number =>
  1 + Math.log2(1 + Math.max(0, (until ?? now) - since) / 1000);

import type { Now } from "../node/views/clock.ts";

const second = 1_000;

/** The second in which a time lies. */
export const secondOf = (at: number): number => Math.floor(at / second) * second;

/** The last second that is over, or in its last millisecond: what follows from the time is decided when a second ends. */
export const lastSecond = (now: number): number => secondOf(now + 1) - second;

/** When the second of a deadline ends: a report in that second is still in time. */
export const endOfSecond = (at: number): number => secondOf(at) + second - 1;

/** The wall time, ms since the epoch. */
export const wallMs = ({ wall }: Now): number => Date.parse(wall());

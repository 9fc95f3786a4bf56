import type { ReadTime, Span } from "../../api/metrics.ts";
import { type MetricsAddress, ranges, usualRange } from "./address.ts";

/** Samples are taken every 30 s: nothing is newer. In ms. */
const sampled = 30_000;
/** So many times is a range read anew while it passes. */
const readings = 720;

const isMoment = (text: string | undefined): text is string =>
  text !== undefined && !Number.isNaN(Date.parse(text));

/** The time that an address means, at this moment (ms since 1970). */
export const spanOf = ({ range = usualRange, from, to }: MetricsAddress, now: number): Span => {
  const end = isMoment(to) ? Date.parse(to) : now;
  const start = isMoment(from) ? Date.parse(from) : end - ranges[range];
  return start < end ? { from: start, to: end } : { from: end - ranges[range], to: end };
};

/** Whether it is a time of the past, which does not go on. */
export const isFixed = ({ from, to }: MetricsAddress): boolean => from !== undefined || to !== undefined;

/** How often a time that goes on is read anew, in ms. */
export const refreshOf = ({ range = usualRange }: MetricsAddress): number =>
  Math.max(sampled, ranges[range] / readings);

/** The same length before it. */
export const spanBefore = ({ from, to }: Span): Span => ({ from: from - (to - from), to: from });

/** What is read of it; `isBefore`: of the same length before. */
export const readTimeOf = (address: MetricsAddress, now: () => number, isBefore = false): ReadTime => {
  const { range = usualRange, from = "", to = "" } = address;
  return {
    key: [isFixed(address) ? `${from}/${to}` : range, ...(isBefore ? ["before"] : [])].join(" "),
    spanNow: () => {
      const span = spanOf(address, now());
      return isBefore ? spanBefore(span) : span;
    },
    every: isFixed(address) && to !== "" ? null : refreshOf(address),
  };
};

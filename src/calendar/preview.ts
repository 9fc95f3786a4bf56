import { endOfInstants, firstInstant, type Instant, type Instants } from "./Instants.ts";
import { localText, remarkOn } from "./zone.ts";

/** An instant as it is shown. */
export interface PreviewedInstant {
  /** In UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  /** In the zone of the schedule, with the offset: `2026-03-01T07:15:00+01:00`. */
  readonly local: string;
  /** What a change of the clocks does to it; null on ordinary days. */
  readonly remark: string | null;
}

/** The first `count` instants after a time, from 1900 to 2199; fewer, if there are no more. */
export const preview = (
  instants: Instants,
  zone: string,
  after: Instant,
  count: number,
): ReadonlyArray<PreviewedInstant> => {
  const items: Array<PreviewedInstant> = [];
  let at: Instant | null = Math.max(after, firstInstant - 1);
  while (items.length < count) {
    at = instants.next(at);
    if (at === null || at >= endOfInstants) break;
    items.push({
      at: new Date(at).toISOString(),
      local: localText(at, zone),
      remark: remarkOn(at, instants, zone),
    });
  }
  return items;
};

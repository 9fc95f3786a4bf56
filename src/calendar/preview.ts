import type { Instant, Instants } from "./Instants.ts";
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

/** The first `count` instants after a time; fewer, if there are no more. */
export const preview = (
  instants: Instants,
  zone: string,
  after: Instant,
  count: number,
): ReadonlyArray<PreviewedInstant> => {
  const items: Array<PreviewedInstant> = [];
  let at: Instant | null = after;
  while (items.length < count) {
    at = instants.next(at);
    if (at === null) break;
    items.push({
      at: new Date(at).toISOString(),
      local: localText(at, zone),
      remark: remarkOn(at, instants, zone),
    });
  }
  return items;
};

import type { Span } from "../ansi.ts";
import type { Range } from "./LineSearch.ts";

/** A span that belongs to a hit or not. */
interface MarkedSpan extends Span {
  readonly isHit: boolean;
}

/** Spans, split at the boundaries of hits. The ranges are sorted and do not overlap. */
export const markedSpans = (
  spans: ReadonlyArray<Span>,
  ranges: ReadonlyArray<Range>,
): ReadonlyArray<MarkedSpan> => {
  const parts: Array<MarkedSpan> = [];
  let begin = 0;
  for (const span of spans) {
    const end = begin + span.text.length;
    let at = begin;
    const add = (to: number, isHit: boolean): void => {
      if (to > at) parts.push({ ...span, text: span.text.slice(at - begin, to - begin), isHit });
      at = Math.max(at, to);
    };
    for (const { from, to } of ranges) {
      if (to <= at || from >= end) continue;
      add(Math.max(at, from), false);
      add(Math.min(end, to), true);
    }
    add(end, false);
    begin = end;
  }
  return parts;
};

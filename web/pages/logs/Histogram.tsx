import { useQuery } from "@tanstack/react-query";
import type { MouseEvent } from "react";
import { request } from "../../api/request.ts";
import type { LineFilter } from "../../lines/window/LineWindow.ts";
import { queryOf } from "../../lines/window/lineRequests.ts";
import { duration, fullTime, timeOfDay } from "../../time/format.ts";

/** A bucket is as wide as three pixels of a desktop. */
const buckets = 200;
const height = 40;
/** The refresh interval while lines are followed, in ms. */
const refreshed = 5_000;

/** The width of a bucket: `40 ms`, `12 s`. */
const barLength = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : duration(ms);

interface HistogramProps {
  readonly filter: LineFilter;
  readonly isFollowing: boolean;
  /** When the first and the last line in view arrived, in ms since 1970. */
  readonly view: { readonly from: number; readonly to: number } | null;
  /** When the hits arrived, in ms since 1970. */
  readonly hits: ReadonlyArray<number>;
  readonly onJump: (at: number) => void;
}

/** The bars of counts, stacked on others, as one path. */
const bars = (counts: ReadonlyArray<number>, below: ReadonlyArray<number>, most: number): string =>
  counts
    .map((count, index) => {
      if (count === 0) return "";
      // The square root, since one burst would make everything else invisible.
      const scaled = (value: number): number => (Math.sqrt(value) / Math.sqrt(most)) * height;
      const base = scaled(below[index] ?? 0);
      const top = scaled((below[index] ?? 0) + count);
      const tall = Math.max(1, top - base);
      return `M${index + 0.1} ${height - base}v${-tall}h.8v${tall}z`;
    })
    .join("");

/** The number of lines over time; a press goes to a moment. */
export const Histogram = ({ filter, isFollowing, view, hits, onJump }: HistogramProps) => {
  const { data } = useQuery({
    queryKey: ["logs", "histogram", filter],
    queryFn: ({ signal }) =>
      request("GET /logs/histogram", { query: { ...queryOf(filter), buckets }, signal }),
    refetchInterval: isFollowing ? refreshed : false,
    placeholderData: (before) => before,
  });
  const { from = null, to = null, stdout = [], stderr = [] } = data ?? {};
  if (from === null || to === null) return <div className="histogram" />;
  const most = Math.max(1, ...stdout.map((count, index) => count + (stderr[index] ?? 0)));
  const placeOf = (at: number): number => Math.min(1, Math.max(0, (at - from) / (to - from)));
  const jump = ({ clientX, currentTarget }: MouseEvent<HTMLElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    onJump(Math.round(from + ((clientX - left) / width) * (to - from)));
  };
  const box = view === null ? null : { left: placeOf(view.from), right: placeOf(view.to) };
  const marks = [...new Set(hits.map((at) => Math.floor(placeOf(at) * (buckets * 2 - 1))))];
  return (
    <div className="histogram">
      <div className="histogram-words">
        <span title={fullTime(from)}>{timeOfDay(from)}</span>
        <span>lines by time, {barLength((to - from) / buckets)} a bar, standard error on top</span>
        <span title={fullTime(to)}>{timeOfDay(to)}</span>
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Go to time does the same by keyboard */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same */}
      <div className="histogram-bars" onClick={jump}>
        <svg viewBox={`0 0 ${buckets} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          <path className="bars-out" d={bars(stdout, [], most)} />
          <path className="bars-err" d={bars(stderr, stdout, most)} />
          <path className="bars-hit" d={marks.map((at) => `M${at / 2} ${height - 3}h.5v3h-.5z`).join("")} />
        </svg>
        {box === null ? null : (
          <span
            className="histogram-view"
            style={{ left: `${box.left * 100}%`, width: `max(6px, ${(box.right - box.left) * 100}%)` }}
          />
        )}
      </div>
    </div>
  );
};

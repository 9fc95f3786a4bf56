import type { ReactElement } from "react";
import type { LaneKind } from "./lane.ts";

/** The shapes of what has no length, around 0, 0. Those of runs are small bars. */
const shapes: Readonly<Record<LaneKind, ReactElement>> = {
  ran: <rect className="l-ran" x="-2" y="-5" width="4" height="10" rx="1.5" />,
  running: <rect className="l-running" x="-5" y="-5" width="10" height="10" rx="2" />,
  failed: <path className="l-failed" d="M-4-4L4 4M4-4L-4 4" />,
  missed: <path className="l-missed" d="M0-6L6 0 0 6-6 0Z" />,
  skipped: <path className="l-skipped" d="M-3 4L3-4" />,
  superseded: <path className="l-superseded" d="M-3-4L1 0-3 4M1-4L5 0 1 4" />,
  waiting: <path className="l-waiting" d="M-3-5H3L-3 5H3Z" />,
  planned: <circle className="l-planned" r="3.2" />,
};

/** The shape of a kind at 0, 0, within an SVG. */
export const LaneShape = ({ kind }: { readonly kind: LaneKind }) => shapes[kind];

/** The same as a picture beside its word. */
export const LaneIcon = ({ kind }: { readonly kind: LaneKind }) => (
  <svg className="lane-icon" width="16" height="14" viewBox="-8 -7 16 14" aria-hidden="true">
    <LaneShape kind={kind} />
  </svg>
);

import type { ReactElement } from "react";
import type { ShownState } from "../../live/shownState.ts";

const shapes: Readonly<Record<ShownState, ReactElement>> = {
  running: <circle cx="8" cy="8" r="3.6" fill="currentColor" />,
  starting: (
    <path d="M8 3.2l5 9H3z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
  ),
  stopping: (
    <path d="M8 12.8l5-9H3z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
  ),
  backoff: <path d="M3.6 2.5h8.8v1.2L9 8l3.4 4.3v1.2H3.6v-1.2L7 8 3.6 3.7z" fill="currentColor" />,
  failed: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2.5" fill="currentColor" />
      <path d="M5.5 5.5l5 5M10.5 5.5l-5 5" stroke="#fff" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  unhealthy: (
    <>
      <path
        d="M8 1.9l6.4 11.6H1.6z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1"
        strokeLinejoin="round"
      />
      <path d="M8 6v3.8M8 11.7v.01" stroke="var(--surface)" strokeWidth="1.7" strokeLinecap="round" />
    </>
  ),
  stopped: (
    <rect x="3.5" y="3.5" width="9" height="9" rx="1" fill="none" stroke="currentColor" strokeWidth="1.6" />
  ),
  finished: (
    <path
      d="M3 8.6l3.3 3.3L13 5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  unknown: (
    <circle
      cx="8"
      cy="8"
      r="4.8"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeDasharray="2.7 2.3"
    />
  ),
  paused: <path d="M5.4 3.5v9M10.6 3.5v9" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />,
  scheduled: (
    <path
      d="M8 13.2A5.2 5.2 0 1 0 8 2.8a5.2 5.2 0 0 0 0 10.4M8 5.2V8l1.9 1.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
    />
  ),
};

/** The shape of a state. `label`: its accessible name, if no text beside it says the same. */
export const Glyph = ({
  state,
  little = false,
  label = false,
}: {
  readonly state: ShownState;
  readonly little?: boolean;
  readonly label?: boolean;
}) => (
  <>
    <svg className={`glyph s-${state}${little ? " little" : ""}`} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[state]}
    </svg>
    {label ? <span className="hidden-text">{state}</span> : null}
  </>
);

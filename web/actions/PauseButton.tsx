import { useState } from "react";
import { MomentField } from "../time/MomentField.tsx";
import { Popover } from "../ui/overlays/Popover.tsx";
import "./pause.css";

interface PauseButtonProps {
  /** What is paused, such as `the check`, and what that means, in a sentence. */
  readonly what: string;
  readonly meaning: string;
  /** Why it can't be paused now; null: it can. */
  readonly obstacle: string | null;
  /** `until`: ISO 8601; null: until somebody resumes it. */
  readonly onPause: (until: string | null) => void;
}

const hour = 3_600_000;

/** The choices of how long, in ms; null: until somebody resumes it. */
const spans = [
  { name: "until it is resumed", ms: null },
  { name: "for 1 hour", ms: hour },
  { name: "for 8 hours", ms: 8 * hour },
  { name: "for 1 day", ms: 24 * hour },
] as const;

/** A button that asks for how long, and pauses. */
export const PauseButton = ({ what, meaning, obstacle, onPause }: PauseButtonProps) => {
  const [until, setUntil] = useState<string | undefined>(undefined);
  const pause = (end: string | null): void => {
    document.querySelector<HTMLElement>(".popover:popover-open")?.hidePopover();
    onPause(end);
  };
  if (obstacle !== null)
    return (
      <button type="button" className="button" aria-disabled title={obstacle}>
        Pause…
      </button>
    );
  return (
    <Popover shown="Pause…" buttonClass="button" side="left">
      <div className="pause-choice">
        <p className="popover-title">
          Pause {what}. {meaning}
        </p>
        <div className="row wrap">
          {spans.map(({ name, ms }) => (
            <button
              key={name}
              type="button"
              className="button"
              onClick={() => pause(ms === null ? null : new Date(Date.now() + ms).toISOString())}
            >
              {name}
            </button>
          ))}
        </div>
        <div className="row">
          <MomentField name="Until" value={until} onChange={setUntil} />
          <button
            type="button"
            className="button"
            disabled={until === undefined}
            onClick={() => pause(until ?? null)}
          >
            Pause until then
          </button>
        </div>
      </div>
    </Popover>
  );
};

import { timeOfDay } from "../../time/format.ts";

interface FollowPillProps {
  /** How many lines have come since the list was paused. */
  readonly unseen: number;
  /** When it was paused, in ms since 1970. */
  readonly since: number;
  readonly onFollow: () => void;
  /** The key that does the same, where there is one. */
  readonly shortcut?: string;
}

/** Says that a list is paused, and follows its end again. */
export const FollowPill = ({ unseen, since, onFollow, shortcut }: FollowPillProps) => (
  <div className="follow-pill">
    <span>Paused at {timeOfDay(since)}</span>
    <span className="dim">{unseen === 1 ? "1 new line" : `${unseen} new lines`}</span>
    <button type="button" className="button primary" onClick={onFollow}>
      Follow {shortcut === undefined ? null : <kbd className="key">{shortcut}</kbd>}
    </button>
  </div>
);

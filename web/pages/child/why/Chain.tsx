import { Link } from "@tanstack/react-router";
import { toParam } from "../../../paths.ts";
import { fullTime, timeOfDay } from "../../../time/format.ts";
import type { Moment } from "./chain.ts";

/** The events that led to a state, as a timeline. */
export const Chain = ({
  path,
  moments,
}: {
  readonly path: string;
  readonly moments: ReadonlyArray<Moment>;
}) => (
  <ol className="chain" aria-label="Events that led to this state">
    {moments.map(({ at, words, run, revision, tense }) => (
      <li key={`${at} ${words}`} className={tense}>
        <time className="mono faint" dateTime={new Date(at).toISOString()} title={fullTime(at)}>
          {timeOfDay(at)}
        </time>
        <span className="dot" aria-hidden="true" />
        <span className="words">
          {revision !== undefined ? (
            <Link className="link" to="/config" search={{ view: "history", revision }}>
              {words}
            </Link>
          ) : run === null ? (
            words
          ) : (
            <Link
              className="link"
              to="/children/$path"
              params={{ path: toParam(path) }}
              search={{ run }}
              hash="output"
            >
              {words}
            </Link>
          )}
        </span>
      </li>
    ))}
  </ol>
);

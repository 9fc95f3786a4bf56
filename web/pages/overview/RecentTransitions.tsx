import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { isTransition, recentEventsQuery, type Transition } from "../../api/events.ts";
import { useContact } from "../../live/useLive.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { toParam } from "../../paths.ts";
import { fullTime, timeOfDay } from "../../time/format.ts";
import { glyphOf } from "../../ui/icons/eventGlyph.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { Panel } from "../../ui/Panel.tsx";

const mostRows = 14;

/** The newest transitions, from the journal. */
export const RecentTransitions = () => {
  const contact = useContact();
  const recent = useQuery(recentEventsQuery);
  useRefreshed(recentEventsQuery.queryKey);
  const transitions = (recent.data?.items ?? []).filter(isTransition).toReversed().slice(0, mostRows);
  return (
    <Panel
      title="Transitions"
      meta={
        contact.name === "stale" && contact.since > 0 ? `until ${timeOfDay(contact.since)}` : "as they happen"
      }
      action={
        <Link className="link small" to="/events">
          All events
        </Link>
      }
    >
      {recent.isPending ? <Reading /> : null}
      {recent.isError && recent.data === undefined ? (
        <Failure error={recent.error} retry={() => void recent.refetch()} />
      ) : null}
      {recent.isSuccess && transitions.length === 0 ? <p className="message">No transitions yet.</p> : null}
      <ol className="feed">
        {transitions.map((entry) => (
          <Row key={entry.seq} entry={entry} />
        ))}
      </ol>
    </Panel>
  );
};

const Row = ({ entry }: { readonly entry: Transition }) => (
  <li>
    <time className="mono faint" dateTime={entry.at} title={fullTime(entry.at)}>
      {timeOfDay(entry.at)}
    </time>
    <Glyph state={glyphOf(entry.to)} />
    <Link className="grow" to="/children/$path" params={{ path: toParam(entry.subject) }}>
      <span className="cut block">{entry.subject || "root"}</span>
      <span className="cut block small faint" title={entry.reason}>
        {entry.from} → {entry.to}, {entry.reason}
      </span>
    </Link>
  </li>
);

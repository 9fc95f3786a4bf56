import { getRouteApi, Link } from "@tanstack/react-router";
import { type Entry, isTransition } from "../../api/events.ts";
import { requestLines } from "../../api/request.ts";
import { LineList } from "../../lines/list/LineList.tsx";
import { useLines } from "../../lines/stream/useLines.ts";
import { toParam } from "../../paths.ts";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { fullTime, preciseTime } from "../../time/format.ts";
import { glyphOf } from "../../ui/icons/eventGlyph.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Message } from "../../ui/messages/Message.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { RevisionLink } from "../../ui/RevisionLink.tsx";
import { useTitle } from "../../ui/useTitle.ts";

const route = getRouteApi("/shell/events");

/** Entries that are read before those that come. */
const lastEntries = 1_000;

/** The journal: every transition, command and alarm, with its actor and reason. */
export const EventsPage = () => {
  useTitle("Events");
  const { path } = route.useSearch();
  return (
    <>
      <Bar>
        <h1>Events</h1>
        {path === undefined ? null : <PathToken path={path} />}
      </Bar>
      <LivePage flush>
        <Journal path={path} />
      </LivePage>
    </>
  );
};

const PathToken = ({ path }: { readonly path: string }) => (
  <Link className="button tiny" to="/events" search={{}} aria-label={`Show all, not only ${path}`}>
    {path} ×
  </Link>
);

const Journal = ({ path }: { readonly path: string | undefined }) => {
  const query = { path: path === undefined ? undefined : [path], last: lastEntries, follow: "true" } as const;
  const lines = useLines<Entry>(path ?? "", (signal) => requestLines("GET /events", { query, signal }));
  if (lines.phase === "failed") return <Failure error={lines.error} retry={lines.retry} />;
  if (lines.phase === "reading") return <Reading />;
  if (lines.buffer.length === 0) return <Message title="No events yet." />;
  return <LineList buffer={lines.buffer} label="Journal" row={(entry) => <EventLine entry={entry} />} />;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Whether an entry is about a new tree in force. */
const isApply = (entry: Entry): boolean =>
  "action" in entry &&
  (entry.action === "apply" || entry.action === "rollback") &&
  "outcome" in entry &&
  entry.outcome === "done";

const What = ({ entry }: { readonly entry: Entry }) => {
  if (isTransition(entry)) return `${entry.from} → ${entry.to}`;
  const name = textOf("action" in entry ? entry.action : entry.type);
  if (isApply(entry)) return <RevisionLink at={entry.at}>{name}</RevisionLink>;
  if (entry.type !== "revision" || !("revision" in entry)) return name;
  return (
    <RevisionLink at={entry.at} hash={textOf(entry.revision)}>
      {name}
    </RevisionLink>
  );
};

const EventLine = ({ entry }: { readonly entry: Entry }) => (
  <p className="line">
    <time className="faint" dateTime={entry.at} title={fullTime(entry.at)}>
      {preciseTime(entry.at)}
    </time>
    <span className="line-mark">{isTransition(entry) ? <Glyph state={glyphOf(entry.to)} /> : null}</span>
    <Link
      className="line-path"
      title={entry.subject}
      to="/children/$path"
      params={{ path: toParam(entry.subject) }}
    >
      {entry.subject || "root"}
    </Link>
    <span className="event-what">
      <What entry={entry} />
    </span>
    <span className="event-by dim" title={entry.by}>
      {entry.by}
    </span>
    <span className="dim">{textOf("reason" in entry ? entry.reason : "")}</span>
  </p>
);

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { knownRevisionsQuery } from "../../../api/knownRevisions.ts";
import { type Stay, stayAt } from "../../../history/history.ts";
import type { Shown } from "../../../history/scrub.ts";
import type { NodeRecord } from "../../../live/protocol.ts";
import { useWho } from "../../../shell/useWho.ts";
import { duration, timeOfDay } from "../../../time/format.ts";
import { Icon } from "../../../ui/icons/Icon.tsx";
import { Message } from "../../../ui/messages/Message.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { Chain } from "./Chain.tsx";
import { chainOf, type Moment, suspectIn } from "./chain.ts";

/** The stays up to a moment; later ones were not known then. */
const until = (stays: ReadonlyArray<Stay>, at: number): ReadonlyArray<Stay> => {
  const last = stayAt(stays, at);
  return last === undefined ? [] : stays.slice(0, stays.indexOf(last) + 1);
};

/** The revisions, if the user may see them: users with a scope may not. */
const useRevisions = () => useQuery(knownRevisionsQuery).data ?? [];

/** The next attempt. */
const nextOf = ({ next_attempt_at, since }: NodeRecord): ReadonlyArray<Moment> => {
  if (next_attempt_at === null) return [];
  const waited = duration(Date.parse(next_attempt_at) - Date.parse(since));
  const words = `next attempt, after ${waited} of waiting`;
  return [{ at: Date.parse(next_attempt_at), words, run: null, tense: "next" }];
};

interface HowItCameProps {
  readonly node: NodeRecord;
  readonly stays: ReadonlyArray<Stay>;
}

/** The events that led to the present state. */
export const HowItCame = ({ node, stays }: HowItCameProps) => {
  const revisions = useRevisions();
  const moments = chainOf(stays, revisions);
  return (
    <>
      <Chain path={node.path} moments={[...moments, ...nextOf(node)]} />
      <RollBackLink suspect={suspectIn(moments, node.state)} />
    </>
  );
};

/** A link to the plan of a rollback to the revision before; it changes nothing itself. */
const RollBackLink = ({ suspect }: { readonly suspect: number | null }) => {
  const mayApply = useWho().role === "admin";
  if (suspect === null || !mayApply) return null;
  const before = suspect - 1;
  return (
    <Link
      className="button"
      to="/config"
      search={{ view: "history", revision: before, back: true }}
      title={`Shows the plan of a rollback to r${before}`}
    >
      <Icon name="restart" little />
      Roll back r{suspect}
    </Link>
  );
};

interface WhyThenProps {
  readonly path: string;
  readonly stays: ReadonlyArray<Stay>;
  readonly shown: Exclude<Shown, { readonly name: "now" }>;
}

/** The reason of a past state, from the journal. */
export const WhyThen = ({ path, stays, shown }: WhyThenProps) => {
  const revisions = useRevisions();
  return (
    <Panel title="Why" meta={`as it was at ${timeOfDay(shown.at)}`}>
      {shown.name === "reading" ? <Reading /> : null}
      {shown.name === "unknown" ? <Message title="The journal does not go back to this moment." /> : null}
      {shown.name === "past" ? (
        <div className="panel-body why">
          <p>{sentenceOf(path, shown.stay)}</p>
          <Chain path={path} moments={chainOf(until(stays, shown.at), revisions)} />
        </div>
      ) : null}
    </Panel>
  );
};

const sentenceOf = (path: string, { state, since, reason, by }: Stay): string =>
  `${path || "The tree"} was ${state === "backoff" ? "in backoff" : state} since ${timeOfDay(since)}: ${reason}${by === "system" ? "" : ` (by ${by})`}.`;

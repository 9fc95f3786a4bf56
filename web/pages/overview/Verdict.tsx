import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { type Attention, attentionIn } from "../../live/attention.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import { isException, shownStates } from "../../live/shownState.ts";
import { useContact, useLive, useTree } from "../../live/useLive.ts";
import { toParam } from "../../paths.ts";
import { Countdown } from "../../time/Age.tsx";
import { timeOfDay } from "../../time/format.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { verdictOf } from "./verdictOf.ts";

/** Loaded when a node needs attention; most trees are healthy when their page is opened. */
const Actions = lazy(async () => ({ default: (await import("../../actions/Actions.tsx")).Actions }));

/** The verdict in a sentence, the worst node, and what happens next. */
export const Verdict = () => {
  const tally = useTree((tree) => tree.tallyOf(null));
  const failedSupervisors = useTree(
    (tree) =>
      tree.order.filter((i) => {
        const node = tree.node(i);
        return node?.kind === "supervisor" && node.state === "failed";
      }).length,
  );
  const contact = useContact();
  const { tree } = useLive();
  const worst = attentionIn(tree)[0];
  const isPast = contact.name === "stale" && contact.since > 0;
  const sentence = verdictOf(tally, failedSupervisors, isPast);
  return (
    <div className="verdict">
      <div className="grow">
        <p className="sentence">{isPast ? `At ${timeOfDay(contact.since)}: ${sentence}` : sentence}</p>
        {worst === undefined ? null : <Worst {...worst} />}
      </div>
      {worst === undefined ? null : (
        <Suspense>
          <Actions node={worst.node} hasKeys={false} />
        </Suspense>
      )}
      <div className="verdict-counts">
        <div className="proportions" aria-hidden="true">
          {shownStates.map((state) =>
            tally[state] === 0 ? null : (
              <i key={state} className={`s-${state}`} style={{ flexGrow: tally[state], flexBasis: 0 }} />
            ),
          )}
        </div>
        <ul className="counts">
          {shownStates.map((state) =>
            tally[state] === 0 ? null : (
              <li key={state}>
                <Glyph state={state} little={!isException(state)} />
                <b>{tally[state]}</b> {state}
              </li>
            ),
          )}
        </ul>
      </div>
    </div>
  );
};

const Worst = ({ node, state, why, nextAt }: Attention) => (
  <p className="dim">
    <Link className="link" to="/children/$path" params={{ path: toParam(node.path) }}>
      {node.path || "The root"}
    </Link>
    {": "}
    {why}.{" "}
    {nextAt === null ? (
      state === "failed" ? (
        sequels[node.kind]
      ) : null
    ) : (
      <>
        The next {node.kind === "job" ? "run" : "attempt"} is in <Countdown to={nextAt} />.
      </>
    )}
  </p>
);

/** What ends a failure that ends by nothing else. */
const sequels: Readonly<Record<NodeRecord["kind"], string>> = {
  service: "It stays so until somebody starts it.",
  supervisor: "It stays so until somebody starts it.",
  job: "It stays so until somebody runs it.",
  check: "It stays so until it reports.",
};

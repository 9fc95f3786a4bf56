import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { explanationQuery } from "../../../api/child.ts";
import type { NodeRecord } from "../../../live/protocol.ts";
import { useRefreshed } from "../../../live/useRefreshed.ts";
import { CopyButton } from "../../../ui/buttons/CopyButton.tsx";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { isLastWords, LastWords } from "./LastWords.tsx";
import { LinkedSentence } from "./LinkedSentence.tsx";

interface WhyProps {
  readonly node: NodeRecord;
  /** The events that led to this state, below the sentence. */
  readonly children?: ReactNode;
}

/** The explanation of a child's state, as `sentinel explain` prints it. */
export const Why = ({ node, children }: WhyProps) => {
  const query = explanationQuery(node.path);
  const explanation = useQuery(query);
  useRefreshed(query.queryKey, node.i);
  const [first, ...others] = explanation.data?.sentences ?? [];
  return (
    <Panel
      title="Why"
      action={<CopyButton name="Copy as CLI" text={`sentinel explain ${node.path || "/"}`} />}
    >
      {explanation.isPending ? <Reading /> : null}
      {explanation.isError ? (
        <Failure error={explanation.error} retry={() => void explanation.refetch()} />
      ) : null}
      {first === undefined ? null : (
        <div className="panel-body why">
          <p>
            <LinkedSentence about={node.path}>{first}</LinkedSentence>
          </p>
          {children}
          <ul className="sentences">
            {others.map((sentence) => (
              <li key={sentence}>
                {isLastWords(sentence) ? (
                  <LastWords node={node}>{sentence}</LastWords>
                ) : (
                  <LinkedSentence about={node.path}>{sentence}</LinkedSentence>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
};

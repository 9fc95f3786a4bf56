import { useQuery } from "@tanstack/react-query";
import { explanationQuery } from "../../api/child.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { Sentence } from "../../time/Sentence.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Failure, Reading } from "../../ui/Message.tsx";
import { Panel } from "../../ui/Panel.tsx";

/** Why a child is as it is, as `sentinel explain` says it. */
export const Why = ({ node }: { readonly node: NodeRecord }) => {
  const query = explanationQuery(node.path);
  const explanation = useQuery(query);
  useRefreshed(query.queryKey, node.i);
  return (
    <Panel
      title="Why"
      action={<CopyButton name="Copy as CLI" text={`sentinel explain ${node.path || "/"}`} />}
    >
      {explanation.isPending ? <Reading /> : null}
      {explanation.isError ? (
        <Failure error={explanation.error} retry={() => void explanation.refetch()} />
      ) : null}
      {explanation.data === undefined ? null : (
        <ul className="panel-body sentences">
          {explanation.data.sentences.map((sentence) => (
            <li key={sentence}>
              <Sentence>{sentence}</Sentence>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};

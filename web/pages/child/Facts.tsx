import type { ReactNode } from "react";
import { stateInWords } from "../../history/stateInWords.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import { useMeasured, useUsage } from "../../live/useLive.ts";
import { Age } from "../../time/Age.tsx";
import { bytes, share } from "../../time/format.ts";
import { type Fact, FactList } from "../../ui/FactList.tsx";
import { Panel } from "../../ui/Panel.tsx";

interface FactsProps {
  readonly node: NodeRecord;
  /** Further facts. */
  readonly children?: ReactNode;
}

/** The basic facts about a child. */
export const Facts = ({ node, children }: FactsProps) => (
  <Panel title="Now">
    <FactList className="panel-body" facts={factsOf(node)}>
      {children}
    </FactList>
  </Panel>
);

const factsOf = (node: NodeRecord): ReadonlyArray<Fact> => [
  [
    "State",
    <>
      {stateInWords(node.value)}, for <Age since={node.since} />
    </>,
  ],
  ["Wanted", node.wanted],
  ["By", node.by],
  ...(node.strategy === null ? [] : [["Strategy", node.strategy] as const]),
  ...(node.run === null ? [] : [["Run", String(node.run)] as const]),
  ...(node.pid === null ? [] : [["Pid", String(node.pid)] as const]),
  ...(node.restarts === null ? [] : [["Restarts", String(node.restarts)] as const]),
  ...(node.health === null || node.health === "unknown" ? [] : [["Health", node.health] as const]),
  ...portsOf(node),
];

const portsOf = ({ ports }: NodeRecord): ReadonlyArray<Fact> =>
  ports === null || ports.length === 0
    ? []
    : [["Ports", ports.map(({ name, port }) => (name === null ? port : `${name} ${port}`)).join(", ")]];

/** CPU and memory of a service now. */
export const UsageFacts = ({ i }: { readonly i: number }) => {
  useMeasured([i]);
  const usage = useUsage(i);
  return (
    <>
      <div className="fact">
        <dt>CPU</dt>
        <dd>{usage?.cpu == null ? "–" : share(usage.cpu)}</dd>
      </div>
      <div className="fact">
        <dt>Memory</dt>
        <dd>{usage?.memory == null ? "–" : bytes(usage.memory)}</dd>
      </div>
      <div className="fact">
        <dt>Descendants</dt>
        <dd>{usage?.descendants ?? "–"}</dd>
      </div>
      <div className="fact">
        <dt>Open files</dt>
        <dd>{usage?.openFiles ?? "–"}</dd>
      </div>
    </>
  );
};

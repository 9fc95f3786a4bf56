import { useNavigate } from "@tanstack/react-router";
import { CensusDrawing } from "../../chart/CensusDrawing.tsx";
import { censusOf, countOf } from "../../chart/census.ts";
import { useLayout } from "../../chart/useChart.ts";
import type { Tree } from "../../live/Tree.ts";
import { useContact } from "../../live/useLive.ts";
import { filterFor } from "../../selection/filter.ts";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Message } from "../../ui/messages/Message.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { StateList } from "./StateList.tsx";

interface MachinePanelsProps {
  readonly kind: string;
  readonly tree: Tree;
}

/** The chart of a kind with the number of nodes in each state, and the same as a list. */
export const MachinePanels = ({ kind, tree }: MachinePanelsProps) => {
  const layout = useLayout(kind);
  const isStale = useContact().name === "stale";
  const navigate = useNavigate();
  const count = countOf(tree, kind);
  const nodes = `${count} ${count === 1 ? "node" : "nodes"}`;
  if (layout.isPending) return <Reading />;
  if (layout.isError) return <Failure error={layout.error} retry={() => void layout.refetch()} />;
  if (layout.data === null) return <Message title={`There is no drawing of the machine of a ${kind}.`} />;
  const census = censusOf(layout.data, tree, kind);
  return (
    <div className="machine with-rail">
      <Panel title={`Machine of a ${kind}`} meta={isStale ? `${nodes}, as it was` : `${nodes}, now`}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="chart-scroll" tabIndex={0} aria-label={`Drawing of the machine of a ${kind}`}>
          <CensusDrawing
            layout={layout.data}
            census={census}
            onChoose={(state) => void navigate({ to: "/tree", search: { filter: filterFor(kind, state) } })}
          />
        </section>
      </Panel>
      <Panel title={`Where every ${kind} is`} meta={nodes}>
        {count === 0 ? <Message title={`There is no ${kind} in this tree.`} /> : null}
        <StateList kind={kind} states={layout.data.states} census={census} />
      </Panel>
    </div>
  );
};

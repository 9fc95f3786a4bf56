import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import { transitionsQuery } from "../api/child.ts";
import type { Taken } from "../live/LiveStore.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { useTaken, useWatched } from "../live/useLive.ts";
import { useRefreshed } from "../live/useRefreshed.ts";
import { timeOfDay } from "../time/format.ts";
import { Failure, Message, Reading } from "../ui/Message.tsx";
import { Panel } from "../ui/Panel.tsx";
import { ChartDrawing } from "./ChartDrawing.tsx";
import { ChartTwin } from "./ChartTwin.tsx";
import { HistoryStrip } from "./HistoryStrip.tsx";
import { type Stay, staysOf } from "./history.ts";
import { type Lighting, lightingOf, type Moment, presentLighting } from "./lighting.ts";
import { useEdgeIds, useLayout } from "./useChart.ts";

/** Edges that were taken within so many ms belong together: EXITED, and what the supervisor makes of it. */
const together = 1_000;

/** The chart of a node, as it is now or as it was. */
export const StatechartPanel = ({ node }: { readonly node: NodeRecord }) => {
  const layout = useLayout(node.kind);
  const stays = useStays(node);
  const [at, setAt] = useState<number | null>(null);
  const past = at === null ? undefined : stays.find(({ seq }) => seq === at);
  const present = usePresent(node, stays);
  const told = useWatched(node.i)?.lighting;
  const meta =
    past === undefined ? `machine of a ${node.kind}, now` : `as it was at ${timeOfDay(past.since)}`;
  const lit = (drawn: ChartLayout): ReactNode => (
    <Chart
      layout={drawn}
      lighting={past === undefined ? presentLighting(drawn, told, present) : lightingOf(drawn, past)}
      value={(past ?? present).value}
      isNow={past === undefined}
    />
  );
  return (
    <Panel title="Statechart" meta={meta} action={<Legend isNow={past === undefined} />}>
      {layout.isPending ? <Reading /> : null}
      {layout.isError ? <Failure error={layout.error} retry={() => void layout.refetch()} /> : null}
      {layout.data === null ? (
        <Message title={`There is no drawing of the machine of a ${node.kind}.`} />
      ) : null}
      {layout.data == null ? null : lit(layout.data)}
      <HistoryStrip stays={stays} at={at} onChoose={setAt} />
    </Panel>
  );
};

interface ChartProps {
  readonly layout: ChartLayout;
  readonly lighting: Lighting;
  readonly value: string;
  readonly isNow: boolean;
}

const Chart = ({ layout, lighting, value, isNow }: ChartProps) => {
  const scroller = useRef<HTMLElement>(null);
  const { leaf } = lighting;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state is lit
  useEffect(() => {
    const element = scroller.current;
    const lit = element?.querySelector(".on");
    if (element === null || lit == null) return;
    const { left, right } = lit.getBoundingClientRect();
    const view = element.getBoundingClientRect();
    if (left < view.left || right > view.right)
      element.scrollLeft += (left + right - view.left - view.right) / 2;
  }, [leaf]);
  return (
    <div className="chart-body">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="chart-scroll" ref={scroller} tabIndex={0} aria-label="Drawing of the statechart">
        <ChartDrawing layout={layout} lighting={lighting} />
      </section>
      <ChartTwin layout={layout} lighting={lighting} value={value} isNow={isNow} />
    </div>
  );
};

const Legend = ({ isNow }: { readonly isNow: boolean }) => (
  <span className="chart-legend small dim" aria-hidden="true">
    <span className="taken">just taken</span>
    <span className="possible">{isNow ? "possible now" : "leads on"}</span>
    <span className="timer">timer</span>
  </span>
);

const useStays = (node: NodeRecord): ReadonlyArray<Stay> => {
  const query = transitionsQuery(node.path);
  const { data } = useQuery(query);
  useRefreshed(query.queryKey, node.i);
  const stays = staysOf(data ?? []);
  // Within its state it may have gone on since.
  return stays.map((stay) => (stay.until === null ? { ...stay, value: node.value } : stay));
};

/** Where the node is now. What it has taken comes from the live channel; from before this page was open, from the journal. */
const usePresent = (node: NodeRecord, stays: ReadonlyArray<Stay>): Moment => {
  const ids = useEdgeIds(node.kind);
  const live = newest(useTaken(node.i)).flatMap(({ edge }) => ids[edge] ?? []);
  return { value: node.value, taken: live.length > 0 ? live : (stays.at(-1)?.taken ?? []) };
};

const newest = (taken: ReadonlyArray<Taken>): ReadonlyArray<Taken> => {
  const last = taken.at(-1)?.at ?? 0;
  return taken.filter(({ at }) => last - at < together);
};

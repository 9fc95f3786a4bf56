import { useEffect, useRef } from "react";
import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import type { Edge as EdgeTaken } from "../../src/domain/view/Edge.ts";
import { HistoryStrip } from "../history/HistoryStrip.tsx";
import { lastStep, replay, type Stay } from "../history/history.ts";
import type { Scrub, Shown } from "../history/scrub.ts";
import type { History } from "../history/useHistory.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { useTaken, useWatched } from "../live/useLive.ts";
import { timeOfDay } from "../time/format.ts";
import { Failure } from "../ui/messages/Failure.tsx";
import { Message } from "../ui/messages/Message.tsx";
import { Reading } from "../ui/messages/Reading.tsx";
import { Panel } from "../ui/Panel.tsx";
import { ChartDrawing } from "./ChartDrawing.tsx";
import { ChartTwin } from "./ChartTwin.tsx";
import { type Lighting, lightingOf, type Moment, presentLighting } from "./lighting.ts";
import { useEdgeIds, useLayout } from "./useChart.ts";

interface StatechartPanelProps {
  readonly node: NodeRecord;
  readonly history: History;
  readonly scrub: Scrub;
  readonly shown: Shown;
}

/** The chart of a node, now or at a past moment. */
export const StatechartPanel = ({ node, history, scrub, shown }: StatechartPanelProps) => {
  const layout = useLayout(node.kind);
  const live = useLiveEdges(node);
  const present = usePresent(node, history.stays, live);
  const told = useWatched(node.i)?.lighting;
  const isNow = shown.name === "now";
  const moment = shownMoment(layout.data ?? null, shown, { stays: history.stays, live, present });
  const lit = (drawn: ChartLayout, as: Moment): Lighting =>
    isNow ? presentLighting(drawn, told, as) : lightingOf(drawn, as);
  return (
    <Panel title="Statechart" meta={metaOf(node, shown)} action={<Legend isNow={isNow} />}>
      {layout.isPending || shown.name === "reading" ? <Reading /> : null}
      {layout.isError ? <Failure error={layout.error} retry={() => void layout.refetch()} /> : null}
      {layout.data === null ? (
        <Message title={`There is no drawing of the machine of a ${node.kind}.`} />
      ) : null}
      {layout.data == null || moment === null ? null : (
        <Chart layout={layout.data} lighting={lit(layout.data, moment)} />
      )}
      {shown.name === "unknown" ? <BeforeJournal oldest={shown.oldest} /> : null}
      {history.error === null ? null : <Failure error={history.error} retry={history.retry} />}
      <HistoryStrip history={history} scrub={scrub} value={moment?.value ?? ""} />
      {layout.data == null || moment === null ? null : (
        <ChartTwin
          layout={layout.data}
          lighting={lit(layout.data, moment)}
          value={moment.value}
          isNow={isNow}
        />
      )}
    </Panel>
  );
};

interface Known {
  readonly stays: ReadonlyArray<Stay>;
  readonly live: ReadonlyArray<EdgeTaken>;
  readonly present: Moment;
}

/** Where the node is, or was at the moment that is shown; null: that is not known. Without a drawing only states are. */
const shownMoment = (
  layout: ChartLayout | null,
  shown: Shown,
  { stays, live, present }: Known,
): Moment | null => {
  if (shown.name === "now") return present;
  if (shown.name !== "past") return null;
  return layout === null ? { value: shown.stay.value, taken: [] } : replay(layout, { ...shown, stays, live });
};

const metaOf = ({ kind }: NodeRecord, shown: Shown): string =>
  shown.name === "now" ? `machine of a ${kind}, now` : `as it was at ${timeOfDay(shown.at)}`;

const BeforeJournal = ({ oldest }: { readonly oldest: number | null }) => (
  <Message title="The journal does not go back to this moment.">
    <p>
      {oldest === null ? "It has nothing of this child." : `Of this child it begins at ${timeOfDay(oldest)}.`}
    </p>
  </Message>
);

interface ChartProps {
  readonly layout: ChartLayout;
  readonly lighting: Lighting;
}

const Chart = ({ layout, lighting }: ChartProps) => {
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="chart-scroll" ref={scroller} tabIndex={0} aria-label="Drawing of the statechart">
      <ChartDrawing layout={layout} lighting={lighting} />
    </section>
  );
};

const Legend = ({ isNow }: { readonly isNow: boolean }) => (
  <span className="chart-legend small dim" aria-hidden="true">
    <span className="taken">just taken</span>
    <span className="possible">{isNow ? "possible now" : "leads on"}</span>
    <span className="timer">timer</span>
  </span>
);

/** The edges received on the live channel since the page was opened, by id. */
const useLiveEdges = ({ i, kind }: NodeRecord): ReadonlyArray<EdgeTaken> => {
  const ids = useEdgeIds(kind);
  return useTaken(i).flatMap(({ edge, at }) => {
    const id = ids[edge];
    return id === undefined ? [] : [{ id, at: new Date(at).toISOString() }];
  });
};

/** The present: edges come from the live channel, and from the journal for the time before the page was opened. */
const usePresent = (
  node: NodeRecord,
  stays: ReadonlyArray<Stay>,
  live: ReadonlyArray<EdgeTaken>,
): Moment => ({ value: node.value, taken: lastStep(live.length > 0 ? live : (stays.at(-1)?.edges ?? [])) });

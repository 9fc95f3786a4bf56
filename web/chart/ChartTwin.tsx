import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import { useNow } from "../time/clock.ts";
import { duration } from "../time/format.ts";
import { type Lighting, type Moment, wordsOf } from "./lighting.ts";
import type { RunningTimer } from "./TimerRing.tsx";

interface ChartTwinProps {
  readonly layout: ChartLayout;
  readonly moment: Moment;
  readonly lighting: Lighting;
  readonly timer: RunningTimer | null;
}

/** The chart in words: how the node came where it is, where that is, and what leads from there. */
export const ChartTwin = ({ layout, moment, lighting, timer }: ChartTwinProps) => {
  const inWords = (indexes: Iterable<number>): ReadonlyArray<string> => [
    ...new Set([...indexes].flatMap((at) => layout.transitions[at] ?? []).map(wordsOf)),
  ];
  const taken = inWords(lighting.taken);
  return (
    <dl className="panel-body facts chart-twin">
      <dt>Came by</dt>
      <dd>{taken.length === 0 ? "nothing that is recorded" : taken.join(", then ")}</dd>
      <dt>Is in</dt>
      <dd>
        <strong>{moment.value}</strong>
        {timer === null ? null : <TimeLeft timer={timer} />}
      </dd>
      <dt>Leads on</dt>
      <dd className="dim">{inWords(lighting.leaving).join(" · ") || "nothing"}</dd>
    </dl>
  );
};

const TimeLeft = ({ timer }: { readonly timer: RunningTimer }) => {
  const now = useNow();
  return (
    <span className="dim">
      , {timer.name} in {duration(timer.at - now)} of {duration(timer.at - timer.since)}
    </span>
  );
};

import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import { Countdown } from "./Countdown.tsx";
import { type Lighting, wordsOf } from "./lighting.ts";

interface ChartTwinProps {
  readonly layout: ChartLayout;
  readonly lighting: Lighting;
  /** The nested state, such as `backoff.waiting`. */
  readonly value: string;
  /** Whether it is the present. */
  readonly isNow: boolean;
}

/** The chart in words: the last edges, the state, and the possible edges. */
export const ChartTwin = ({ layout, lighting, value, isNow }: ChartTwinProps) => {
  const { taken, possible, timer } = lighting;
  const transitionsAt = (indexes: Iterable<number>) =>
    [...indexes].flatMap((at) => layout.transitions[at] ?? []);
  const inWords = (transitions: ReturnType<typeof transitionsAt>): ReadonlyArray<string> => [
    ...new Set(transitions.map(wordsOf)),
  ];
  // Transitions within a state that is drawn without substates are left out.
  const inner = new Set(layout.states.flatMap((state) => state.inner ?? []));
  const came = transitionsAt([...taken].filter((at) => !inner.has(at)));
  const ways = inWords(
    transitionsAt([...possible].filter((at) => !inner.has(at))).filter(({ to }) => to.length > 0),
  );
  return (
    <dl className="panel-body facts chart-twin">
      <dt>Came by</dt>
      <dd>{inWords(came).join(", then ") || "nothing that is recorded"}</dd>
      <dt>{isNow ? "Is in" : "Was in"}</dt>
      <dd>
        <strong>{value}</strong>
        {timer === null ? null : (
          <span className="dim">
            , {timer.name}: <Countdown timer={timer} /> left
          </span>
        )}
      </dd>
      <dt>{isNow ? "Can go" : "Ways out"}</dt>
      <dd className="dim">{ways.join(" · ") || "nowhere"}</dd>
    </dl>
  );
};

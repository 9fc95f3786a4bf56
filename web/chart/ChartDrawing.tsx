import type { ChartLayout, LaidOutEdge, LaidOutState } from "../../src/domain/view/ChartLayout.ts";
import { glyphOf } from "../ui/eventGlyph.ts";
import { diamondPath, headPath, linePath, tokenAt } from "./geometry.ts";
import type { Lighting } from "./lighting.ts";
import { type RunningTimer, TimerRing } from "./TimerRing.tsx";

interface ChartDrawingProps {
  readonly layout: ChartLayout;
  readonly lighting: Lighting;
  /** The timer that runs in the state that is lit, if one does. */
  readonly timer: RunningTimer | null;
}

/** Its labels are as small as text may be at scale 1, so it is drawn no smaller. */
const largest = 1.2;
const initialDot = 4;
const token = 5;

/** A chart, drawn where its layout says, with what the node is in and has just done lit. Its text twin says the same. */
export const ChartDrawing = ({ layout, lighting, timer }: ChartDrawingProps) => {
  const { width, height, states, edges, initials, everywhere } = layout;
  const outer = states.filter(({ kind }) => kind === "compound");
  const inner = states.filter(({ kind }) => kind !== "compound");
  // What is lit is drawn over what is not.
  const byLight = edges.toSorted((one, other) => lightOf(one, lighting) - lightOf(other, lighting));
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${width} ${height}`}
      style={{ minWidth: width, maxWidth: width * largest }}
      aria-hidden="true"
    >
      {outer.map((state) => (
        <StateBox key={state.id} state={state} lighting={lighting} />
      ))}
      {byLight.map((edge) => (
        <Edge key={edge.id} edge={edge} lighting={lighting} />
      ))}
      {initials.map(({ to, points }) => (
        <g key={to} className="chart-initial">
          <circle cx={points[0]?.[0]} cy={points[0]?.[1]} r={initialDot} />
          <path className="chart-line" d={linePath(points)} />
          <path className="chart-head" d={headPath(points)} />
        </g>
      ))}
      {inner.map((state) => (
        <StateBox key={state.id} state={state} lighting={lighting} />
      ))}
      {states.map((state) => (
        <StateText key={state.id} state={state} lighting={lighting} />
      ))}
      {timer === null ? null : <Ring layout={layout} lighting={lighting} timer={timer} />}
      {everywhere === undefined ? null : (
        <text className="chart-note" x={everywhere.x} y={everywhere.y}>
          {everywhere.text}
        </text>
      )}
    </svg>
  );
};

/** 2: just taken. 1: leaves the state that the node is in. */
const lightOf = ({ id, from, t }: LaidOutEdge, lighting: Lighting): 0 | 1 | 2 => {
  const { takenLines, leaving, leaf, around } = lighting;
  if (takenLines.has(id)) return 2;
  const isActive = from === leaf || around.has(from);
  return isActive && t.some((at) => leaving.has(at)) ? 1 : 0;
};

const edgeClasses = ["chart-edge", "chart-edge leaving", "chart-edge taken"] as const;

const Edge = ({ edge, lighting }: { readonly edge: LaidOutEdge; readonly lighting: Lighting }) => {
  const { t, points, labels, timer } = edge;
  const [x, y] = tokenAt(points);
  const light = lightOf(edge, lighting);
  const hasToken = light === 2 && lighting.last !== null && t.includes(lighting.last);
  return (
    <g className={`${edgeClasses[light]}${timer === true ? " timer" : ""}`}>
      <path className="chart-line" d={linePath(points)} />
      <path className="chart-head" d={headPath(points)} />
      {labels.map((label) =>
        label.lines.map(({ t: named, spans }, row) => (
          <text
            key={named.join()}
            className={named.some((at) => lighting.taken.has(at)) ? "chart-label taken" : "chart-label"}
            x={label.at}
            y={label.y + 10.6 + 14 * row}
            textAnchor={label.anchor}
          >
            {spans.map(({ text, tone }, at) => (
              <tspan key={text} className={tone} {...(at === 0 ? {} : { dx: 5 })}>
                {tone === "timer" ? `after ${text}` : text}
              </tspan>
            ))}
          </text>
        )),
      )}
      {hasToken ? <circle key={lighting.last} className="chart-token" cx={x} cy={y} r={token} /> : null}
    </g>
  );
};

interface StateProps {
  readonly state: LaidOutState;
  readonly lighting: Lighting;
}

const stateClass = ({ id, kind }: LaidOutState, { leaf, around }: Lighting): string => {
  const base = `chart-state ${kind} s-${glyphOf(id)}`;
  if (id === leaf) return `${base} on`;
  return around.has(id) ? `${base} around` : base;
};

const StateBox = ({ state, lighting }: StateProps) => {
  const { x, y, w, h, kind } = state;
  const className = stateClass(state, lighting);
  return kind === "transient" ? (
    <path className={className} d={diamondPath(x, y, w, h)} />
  ) : (
    <rect className={className} x={x} y={y} width={w} height={h} rx={8} />
  );
};

const StateText = ({ state, lighting }: StateProps) => {
  const { id, name, title, kind, lines = [] } = state;
  const isOn = id === lighting.leaf;
  return (
    <>
      {title === undefined ? null : (
        <text
          className={isOn || kind === "compound" ? "chart-name strong" : "chart-name"}
          x={title.x}
          y={title.y}
          textAnchor={title.anchor}
        >
          {name}
        </text>
      )}
      {lines.map(({ text, events, x, y, anchor, t }) => (
        <text
          key={text}
          className={t.some((at) => lighting.taken.has(at)) ? "chart-note taken" : "chart-note"}
          x={x}
          y={y}
          textAnchor={anchor}
        >
          {events === undefined ? null : <title>{events.join(", ")}</title>}
          {text}
        </text>
      ))}
    </>
  );
};

/** The ring of a timer, in the state in which it runs. */
const Ring = ({ layout, lighting, timer }: ChartDrawingProps & { readonly timer: RunningTimer }) => {
  const lit = layout.states.filter(({ id }) => id === lighting.leaf || lighting.around.has(id));
  const state = lit.find((one) => one.timer === true);
  if (state === undefined) return null;
  const isCentred = state.title?.anchor === "middle";
  return (
    <g className={`s-${glyphOf(state.id)}`}>
      <TimerRing
        x={isCentred ? state.x + 15 : state.x + state.w - 16}
        y={isCentred ? state.y + state.h / 2 : state.y + 18}
        timer={timer}
      />
    </g>
  );
};

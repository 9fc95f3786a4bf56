import type { ReactNode } from "react";
import type { ChartLayout, LaidOutState } from "../../src/domain/view/ChartLayout.ts";
import { glyphOf } from "../ui/icons/eventGlyph.ts";
import { BoxLine } from "./BoxLine.tsx";
import { ChartEdge } from "./ChartEdge.tsx";
import type { Census } from "./census.ts";
import { diamondPath, headPath, linePath } from "./geometry.ts";
import { type Light, type Lighting, lightOf } from "./lighting.ts";
import { TimerRing } from "./TimerRing.tsx";

interface ChartDrawingProps {
  readonly layout: ChartLayout;
  readonly lighting: Lighting;
  /** The number of nodes in each state, if the chart shows a kind. */
  readonly census?: Census;
  /** Content drawn above the chart. */
  readonly children?: ReactNode;
}

/** Labels have the minimal size of text at scale 1: the chart shrinks by a few pixels at most before it is scrolled. */
const smallest = 0.96;
const largest = 1.2;
const initialDot = 4;

const orderOf = (light: Light): number => (light === "taken" ? 2 : light === "possible" ? 1 : 0);

/** A chart at the coordinates of its layout, lit for one node. ChartTwin is its text alternative. */
export const ChartDrawing = ({ layout, lighting, census, children }: ChartDrawingProps) => {
  const { width, height, states, edges, initials, everywhere } = layout;
  const outer = states.filter(({ kind }) => kind === "compound");
  const inner = states.filter(({ kind }) => kind !== "compound");
  // Lit edges are drawn above the others.
  const byLight = edges.toSorted(
    (one, other) => orderOf(lightOf(one, lighting)) - orderOf(lightOf(other, lighting)),
  );
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${width} ${height}`}
      style={{ minWidth: width * smallest, maxWidth: width * largest }}
      aria-hidden="true"
    >
      {outer.map((state) => (
        <StateBox key={state.id} state={state} lighting={lighting} census={census} />
      ))}
      {byLight.map((edge) => (
        <ChartEdge key={edge.id} edge={edge} lighting={lighting} />
      ))}
      {initials.map(({ to, points }) => (
        <g key={to} className="chart-initial">
          <circle cx={points[0]?.[0]} cy={points[0]?.[1]} r={initialDot} />
          <path className="chart-line" d={linePath(points)} />
          <path className="chart-head" d={headPath(points)} />
        </g>
      ))}
      {inner.map((state) => (
        <StateBox key={state.id} state={state} lighting={lighting} census={census} />
      ))}
      {states.map((state) => (
        <StateText key={state.id} layout={layout} state={state} lighting={lighting} census={census} />
      ))}
      <Ring layout={layout} lighting={lighting} />
      {everywhere === undefined ? null : (
        <text
          className={everywhere.t.some((at) => lighting.taken.has(at)) ? "chart-note taken" : "chart-note"}
          x={everywhere.x}
          y={everywhere.y}
        >
          {everywhere.text}
        </text>
      )}
      {children}
    </svg>
  );
};

interface StateProps {
  readonly state: LaidOutState;
  readonly lighting: Lighting;
  readonly census: Census | undefined;
}

const stateClass = ({ state: { id, kind }, lighting: { leaf, around }, census }: StateProps): string => {
  const base = `chart-state ${kind} s-${glyphOf(id)}`;
  if (census !== undefined) return `${base} ${census.get(id) ? "peopled" : "empty"}`;
  if (id === leaf) return `${base} on`;
  return around.has(id) ? `${base} around` : base;
};

const StateBox = (props: StateProps) => {
  const { state } = props;
  const { id, x, y, w, h, kind, initial } = state;
  const className = stateClass(props);
  if (kind !== "transient")
    return <rect className={className} data-state={id} x={x} y={y} width={w} height={h} rx={8} />;
  return (
    <g className="chart-initial">
      <path className={className} data-state={id} d={diamondPath(x, y, w, h)} />
      {initial === true ? <circle cx={x + w / 2} cy={y + h / 2} r={initialDot} /> : null}
    </g>
  );
};

const nameClass = ({ state: { id, kind }, lighting, census }: StateProps): string => {
  const weight = id === lighting.leaf || kind === "compound" ? " strong" : "";
  return `chart-name${weight}${census?.get(id) === 0 ? " empty" : ""}`;
};

const StateText = (props: StateProps & { readonly layout: ChartLayout }) => {
  const { layout, state, lighting } = props;
  const { name, title, lines = [] } = state;
  return (
    <>
      {title === undefined ? null : (
        <text className={nameClass(props)} x={title.x} y={title.y} textAnchor={title.anchor}>
          {name}
        </text>
      )}
      {lines.map((line) => (
        <BoxLine key={line.text} layout={layout} line={line} lighting={lighting} />
      ))}
    </>
  );
};

/** The ring of the timer, in the state in which it runs. */
const Ring = ({ layout, lighting: { timer } }: ChartDrawingProps) => {
  const state = timer === null ? undefined : layout.states.find(({ id }) => id === timer.state);
  if (timer === null || state === undefined) return null;
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

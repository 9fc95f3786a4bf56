import type { LabelLine, LaidOutEdge } from "../../src/domain/view/ChartLayout.ts";
import { TimerWords } from "./Countdown.tsx";
import { headPath, linePath, wayPath } from "./geometry.ts";
import { type Lighting, lightOf } from "./lighting.ts";

interface ChartEdgeProps {
  readonly edge: LaidOutEdge;
  readonly lighting: Lighting;
}

type Label = LaidOutEdge["labels"][number];

const token = 5;
const firstBaseline = 10.6;
const lineHeight = 14;
const spanGap = 5;

/** An edge, with the labels of its transitions. */
export const ChartEdge = ({ edge, lighting }: ChartEdgeProps) => {
  const { id, t, points, labels, timer } = edge;
  const light = lightOf(edge, lighting);
  return (
    <g className={`chart-edge${timer === true ? " timer" : ""}${light ? ` ${light}` : ""}`} data-edge={id}>
      <path className="chart-line" d={linePath(points)} />
      <path className="chart-head" d={headPath(points)} />
      {light === "taken" ? (
        <g className={lighting.isFresh ? "chart-way fresh" : "chart-way"}>
          <path d={linePath(points)} pathLength={1} />
          {lighting.last !== null && t.includes(lighting.last) ? (
            <circle className="chart-token" r={token} style={{ offsetPath: `path("${wayPath(points)}")` }} />
          ) : null}
        </g>
      ) : null}
      {labels.map((label) =>
        label.lines.map((line, row) => (
          <LabelText
            key={line.t.join()}
            label={label}
            line={line}
            row={row}
            lit={light}
            lighting={lighting}
          />
        )),
      )}
    </g>
  );
};

interface LabelTextProps {
  readonly label: Label;
  readonly line: LabelLine;
  readonly row: number;
  readonly lit: ReturnType<typeof lightOf>;
  readonly lighting: Lighting;
}

const LabelText = ({ label, line: { t, spans }, row, lit, lighting }: LabelTextProps) => {
  const y = label.y + firstBaseline + lineHeight * row;
  const among = (indexes: ReadonlySet<number>): boolean => t.some((at) => indexes.has(at));
  const light =
    lit === "taken" && among(lighting.taken)
      ? " taken"
      : lit !== null && among(lighting.possible)
        ? " possible"
        : "";
  const [first] = spans;
  if (first?.tone === "timer") {
    const timer = lighting.timer !== null && t.includes(lighting.timer.t) ? lighting.timer : null;
    return (
      <TimerWords
        className={`chart-label timer${light}`}
        text={first.text}
        timer={timer}
        x={label.at}
        y={y}
        anchor={label.anchor}
      />
    );
  }
  return (
    <text className={`chart-label${light}`} x={label.at} y={y} textAnchor={label.anchor}>
      {spans.map(({ text, tone }, at) => (
        <tspan key={text} className={tone} {...(at === 0 ? {} : { dx: spanGap })}>
          {text}
        </tspan>
      ))}
    </text>
  );
};

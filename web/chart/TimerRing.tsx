import { useNow } from "../time/clock.ts";

/** A timer of a chart, with times in ms since 1970. */
export interface RunningTimer {
  readonly name: string;
  readonly since: number;
  readonly at: number;
}

const radius = 8;
const length = 2 * Math.PI * radius;

/** A ring that drains until the timer fires. */
export const TimerRing = ({
  x,
  y,
  timer,
}: {
  readonly x: number;
  readonly y: number;
  readonly timer: RunningTimer;
}) => {
  const now = useNow();
  const total = Math.max(1, timer.at - timer.since);
  const left = Math.min(1, Math.max(0, (timer.at - now) / total));
  return (
    <g transform={`rotate(-90 ${x} ${y})`}>
      <circle className="chart-ring-ground" cx={x} cy={y} r={radius} />
      <circle
        className="chart-ring"
        cx={x}
        cy={y}
        r={radius}
        strokeDasharray={length}
        strokeDashoffset={length * (1 - left)}
      />
    </g>
  );
};

import { useNow } from "../time/clock.ts";
import { duration } from "../time/format.ts";
import type { RunningTimer } from "./TimerRing.tsx";

/** The time left of a timer and its duration: `8 s of 19 s`. */
export const Countdown = ({ timer }: { readonly timer: RunningTimer }) => {
  const now = useNow();
  return `${duration(timer.at - now)} of ${duration(timer.at - timer.since)}`;
};

interface TimerWordsProps {
  readonly className: string;
  readonly text: string;
  /** The timer while it runs. */
  readonly timer: RunningTimer | null;
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}

/** The name of a timer with a clock; while it runs, with the time left. */
export const TimerWords = ({ className, text, timer, x, y, anchor }: TimerWordsProps) => {
  const words = timer === null ? text : <Countdown timer={timer} />;
  return (
    <text className={className} x={x} y={y} textAnchor={anchor}>
      ◷<tspan dx={3}>{words}</tspan>
    </text>
  );
};

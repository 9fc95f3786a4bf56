import type { RestartWindow } from "../../../src/domain/view/RestartWindow.ts";
import { useNow } from "../../time/clock.ts";
import { duration, timeOfDay } from "../../time/format.ts";
import { Panel } from "../../ui/Panel.tsx";
import { type Allowance, allowanceAt, sequelOf, spokenOf } from "./restartLimit.ts";

interface RestartLimitProps {
  readonly window: RestartWindow;
  /** When the shown child is started again, in ms since 1970; null: no attempt is due. */
  readonly attemptAt: number | null;
}

/** The restarts that count towards a limit, when they stop counting, and what one more would cause. */
export const RestartLimit = ({ window, attemptAt }: RestartLimitProps) => {
  const now = useNow();
  const allowance = allowanceAt(window, now);
  const { of, counts, intensity, period_ms } = window;
  const whose = counts === "alone" ? "Its own restarts" : `${of || "The tree"}, restarts`;
  return (
    <Panel
      title={`${whose} in ${duration(period_ms)}`}
      action={
        <span className={allowance.isUsedUp && intensity > 0 ? "strong failed-ink" : "strong"}>
          {allowance.marks.length} of {intensity}
        </span>
      }
    >
      <div className="panel-body restart-limit">
        <Strip window={window} allowance={allowance} now={now} attemptAt={attemptAt} />
        <p className="dim">{sequelOf(window, allowance)}</p>
      </div>
    </Panel>
  );
};

/** The position of the present, as a share of the width. */
const nowAt = 0.74;
const width = 280;
const [top, bottom] = [8, 32];
const middle = (top + bottom) / 2;
const cross = 3.5;
const diamond = 6;

interface StripProps extends RestartLimitProps {
  readonly allowance: Allowance;
  readonly now: number;
}

/** The window up to now, and the part of the future that has room. */
const Strip = ({ window, allowance, now, attemptAt }: StripProps) => {
  const { period_ms } = window;
  const { marks, oldestLeaves, isUsedUp } = allowance;
  const perMs = (width * nowAt) / period_ms;
  /** The position of a moment this many ms from now; later ones than there is room for are at the end. */
  const x = (ms: number): number => Math.min(width - 1, Math.max(0, width * nowAt + ms * perMs));
  const leaves = oldestLeaves === null ? null : x(oldestLeaves - now);
  return (
    <svg
      className="restart-strip"
      viewBox={`0 0 ${width} 54`}
      role="img"
      aria-label={spokenOf(window, allowance, now)}
    >
      <rect className="ground" x={0.5} y={top} width={x(0)} height={bottom - top} rx={4} />
      {leaves !== null && isUsedUp ? (
        <rect className="danger" x={x(0)} y={top} width={leaves - x(0)} height={bottom - top} />
      ) : null}
      {leaves === null ? null : (
        <line
          className={isUsedUp ? "leaves danger" : "leaves"}
          x1={leaves}
          x2={leaves}
          y1={top}
          y2={bottom}
        />
      )}
      {marks.map(({ child, at, age, leavesAt }) => (
        <g key={`${child} ${at}`}>
          <title>{`${child}, counts until ${timeOfDay(leavesAt)}`}</title>
          <path className="mark" d={crossPath(Math.max(cross + 1, x(-age) - cross))} />
        </g>
      ))}
      <line className="now" x1={x(0)} x2={x(0)} y1={top - 4} y2={bottom + 5} />
      {attemptAt === null || attemptAt <= now ? null : (
        <path className="attempt" d={diamondPath(Math.min(width - diamond - 1, x(attemptAt - now)))} />
      )}
      <text x={0} y={52}>{`−${duration(period_ms)}`}</text>
      <text className="ink" x={x(0) + 4} y={52} textAnchor="end">
        now
      </text>
      {leaves === null ? null : (
        <text x={width} y={52} textAnchor="end">
          oldest leaves
        </text>
      )}
    </svg>
  );
};

const crossPath = (x: number): string =>
  `M${x - cross} ${middle - cross}l${cross * 2} ${cross * 2}m0-${cross * 2}l-${cross * 2} ${cross * 2}`;

const diamondPath = (x: number): string =>
  `M${x} ${middle - diamond}l5 ${diamond}-5 ${diamond}-5-${diamond}z`;

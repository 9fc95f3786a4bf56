import type { Span } from "../../api/jobs.ts";
import { type Period, shareOf, type Tick } from "../../jobs/lane/period.ts";
import { timeOfDay } from "../../time/format.ts";

interface AxisProps {
  readonly ticks: ReadonlyArray<Tick>;
  readonly span: Span;
  readonly period: Period;
  /** In ms since 1970. */
  readonly now: number;
}

/** An hour this near to now has no name, as a share of the lane: that of now is there. */
const nameRoom = 0.1;

const percent = (at: number, span: Span): string => `${shareOf(at, span) * 100}%`;

/** The names of hours with the present time among them, or those of days with today's in bold. */
export const Axis = ({ ticks, span, period, now }: AxisProps) => (
  <div className={`axis ${period}`} aria-hidden="true">
    {period === "day" ? (
      <Hours ticks={ticks} span={span} now={now} />
    ) : (
      <Days ticks={ticks} span={span} now={now} />
    )}
  </div>
);

const Hours = ({ ticks, span, now }: Omit<AxisProps, "period">) => {
  const isPresent = now >= span.from && now < span.until;
  const hasRoom = ({ at }: Tick): boolean =>
    !isPresent || Math.abs(shareOf(at, span) - shareOf(now, span)) > nameRoom;
  return (
    <>
      {ticks.filter(hasRoom).map(({ name, nameAt }) => (
        <span key={name} style={{ left: percent(nameAt, span) }}>
          {name}
        </span>
      ))}
      {isPresent ? <b style={{ left: percent(now, span) }}>{timeOfDay(now).slice(0, 5)}</b> : null}
    </>
  );
};

const Days = ({ ticks, span, now }: Omit<AxisProps, "period">) =>
  ticks.map(({ name, at, nameAt }, index) => {
    const isToday = now >= at && now < (ticks[index + 1]?.at ?? span.until);
    const Name = isToday ? "b" : "span";
    return (
      <Name key={name} style={{ left: percent(nameAt, span) }}>
        {name}
      </Name>
    );
  });

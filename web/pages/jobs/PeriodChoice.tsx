import { getRouteApi, Link } from "@tanstack/react-router";
import type { Day } from "../../jobs/lane/day.ts";
import { dayInPeriod, firstDayOf, type Period, spanOf } from "../../jobs/lane/period.ts";
import { dayOf } from "../../time/format.ts";
import { Segment } from "../../ui/buttons/Segment.tsx";
import { Icon } from "../../ui/icons/Icon.tsx";

const route = getRouteApi("/shell/jobs");

interface PeriodChoiceProps {
  readonly period: Period;
  readonly day: Day;
  readonly today: Day;
}

const options = [
  { value: "day", shown: "Day" },
  { value: "week", shown: "Week" },
] as const;

/** Whether a day or a week is shown, which one, and those beside it. */
export const PeriodChoice = ({ period, day, today }: PeriodChoiceProps) => {
  const navigate = route.useNavigate();
  const { day: _, ...rest } = route.useSearch();
  /** The address with another day; today is what it shows without one. */
  const on = (other: Day) => (other === "" || other === today ? rest : { ...rest, day: other });
  const show = (chosen: Period): void =>
    void navigate({
      search: ({ period: __, ...others }) => (chosen === "day" ? others : { ...others, period: chosen }),
    });
  const first = firstDayOf(period, day);
  const isPresent = first === firstDayOf(period, today);
  const name = isPresent ? presents[period] : dayOf(spanOf(period, day).from);
  return (
    <nav className="day-choice" aria-label="Period">
      <Segment label="Period" options={options} value={period} onChange={show} />
      <Link
        className="button ghost"
        to="/jobs"
        search={on(dayInPeriod(period, day, -1))}
        aria-label={`The ${period} before`}
      >
        <Icon name="left" little />
      </Link>
      <label className="field day-field">
        <span className="strong">{name}</span>
        <input
          type="date"
          aria-label="Day"
          value={day}
          onChange={({ target: { value } }) => void navigate({ search: on(value) })}
        />
      </label>
      <Link
        className="button ghost"
        to="/jobs"
        search={on(dayInPeriod(period, day, 1))}
        aria-label={`The ${period} after`}
      >
        <Icon name="right" little />
      </Link>
    </nav>
  );
};

const presents: Readonly<Record<Period, string>> = { day: "Today", week: "This week" };

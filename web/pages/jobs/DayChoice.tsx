import { getRouteApi, Link } from "@tanstack/react-router";
import { dayAfter, spanOf } from "../../jobs/lane/day.ts";
import { dayOf } from "../../time/format.ts";
import { Icon } from "../../ui/icons/Icon.tsx";

const route = getRouteApi("/shell/jobs");

/** The day that is shown, and the days beside it. */
export const DayChoice = ({ day, today }: { readonly day: string; readonly today: string }) => {
  const navigate = route.useNavigate();
  const { day: _, ...rest } = route.useSearch();
  /** The address with another day; today is what it shows without one. */
  const on = (other: string) => (other === "" || other === today ? rest : { ...rest, day: other });
  return (
    <nav className="day-choice" aria-label="Day">
      <Link className="button ghost" to="/jobs" search={on(dayAfter(day, -1))} aria-label="The day before">
        <Icon name="left" little />
      </Link>
      <label className="field day-field">
        <span className="strong" title={dayOf(spanOf(day).from)}>
          {day === today ? "Today" : dayOf(spanOf(day).from)}
        </span>
        <input
          type="date"
          aria-label="Day"
          value={day}
          onChange={({ target: { value } }) => void navigate({ search: on(value) })}
        />
      </label>
      <Link className="button ghost" to="/jobs" search={on(dayAfter(day, 1))} aria-label="The day after">
        <Icon name="right" little />
      </Link>
    </nav>
  );
};

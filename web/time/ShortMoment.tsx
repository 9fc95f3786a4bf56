import { useNow } from "./clock.ts";
import { dayOf, fullTime, timeOfDay } from "./format.ts";

/** A moment (ms since 1970, or ISO 8601) as the time of day, with the day if that is not today. */
export const ShortMoment = ({ at }: { readonly at: number | string }) => {
  const today = dayOf(useNow());
  const day = dayOf(at);
  return (
    <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {day === today ? null : <span className="faint">{day.replace(/ \d+$/, "")} </span>}
      {timeOfDay(at)}
    </time>
  );
};

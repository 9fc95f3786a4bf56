import { useNow } from "./clock.ts";
import { duration, fullTime } from "./format.ts";

/** A moment closer than this, in ms, is now. */
const justNow = 5_000;

/** The time since a moment (ISO 8601). */
export const Age = ({ since }: { readonly since: string }) => {
  const now = useNow();
  return (
    <time dateTime={since} title={fullTime(since)}>
      {duration(now - Date.parse(since))}
    </time>
  );
};

/** The time until a moment (ISO 8601). */
export const Countdown = ({ to }: { readonly to: string }) => {
  const now = useNow();
  return (
    <time dateTime={to} title={fullTime(to)}>
      {duration(Date.parse(to) - now)}
    </time>
  );
};

/** `4 min ago`, or `in 6 d` (ISO 8601). */
export const Ago = ({ at }: { readonly at: string }) => {
  const away = Date.parse(at) - useNow();
  return (
    <time dateTime={at} title={fullTime(at)}>
      {away >= justNow ? `in ${duration(away)}` : away > -justNow ? "just now" : `${duration(-away)} ago`}
    </time>
  );
};

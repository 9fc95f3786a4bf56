import { useNow } from "./clock.ts";
import { duration, fullTime } from "./format.ts";

/** How long ago a moment is (ISO 8601). */
export const Age = ({ since }: { readonly since: string }) => {
  const now = useNow();
  return (
    <time dateTime={since} title={fullTime(since)}>
      {duration(now - Date.parse(since))}
    </time>
  );
};

/** How long it is until a moment (ISO 8601). */
export const Countdown = ({ to }: { readonly to: string }) => {
  const now = useNow();
  return (
    <time dateTime={to} title={fullTime(to)}>
      {duration(Date.parse(to) - now)}
    </time>
  );
};

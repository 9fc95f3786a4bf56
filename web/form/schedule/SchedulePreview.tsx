import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ApiError, messageOf } from "../../api/ApiError.ts";
import { request } from "../../api/request.ts";
import { InstantRow } from "../../time/InstantRow.tsx";
import type { Keys } from "../text/draft.ts";
import { useField } from "../useField.ts";
import { type Asked, askedIn } from "./asked.ts";

/** How many instants are shown of each schedule. */
const shown = 5;

/** The next instants of the schedules in a field, before they are saved. */
export const SchedulePreview = ({ keys }: { readonly keys: Keys }) => {
  const { value } = useField(keys);
  const asked = askedIn(value);
  if (asked.length === 0) return null;
  return (
    <div className="schedule-preview">
      {asked.map((one) => (
        <Preview key={JSON.stringify(Object.keys(one))} asked={one} isOneOf={asked.length > 1} />
      ))}
    </div>
  );
};

const Preview = ({ asked, isOneOf }: { readonly asked: Asked; readonly isOneOf: boolean }) => {
  const { data, error, isPending } = useQuery({
    queryKey: ["calendar", asked],
    queryFn: async ({ signal }) =>
      (await request("GET /calendar", { query: { ...asked, n: shown }, signal })).items,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const name = asked.cron ?? asked.every ?? "";
  if (error !== null)
    return (
      <p className="form-error" role="alert">
        {isOneOf ? `${name}: ` : ""}
        {reasonOf(error)}
      </p>
    );
  return (
    <section className="schedule-instants" aria-label={`Next instants of ${name}`} aria-busy={isPending}>
      <p className="form-note">{isOneOf ? `Next, of ${name}` : "Next, if it is saved like this"}</p>
      {data?.length === 0 ? <p className="dim">It is never due.</p> : null}
      <table className="small-table instants">
        <tbody>
          {(data ?? []).map((instant) => (
            <InstantRow key={instant.at} instant={instant} />
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** What is wrong with the expression, in the words of the daemon. */
const reasonOf = (error: unknown): string =>
  error instanceof ApiError && error.mistakes.length > 0
    ? error.mistakes.map(({ message }) => message).join("; ")
    : messageOf(error);

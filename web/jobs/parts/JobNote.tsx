import { useQuery } from "@tanstack/react-query";
import { type Expected, type Job, ledgerOfJobQuery } from "../../api/jobs.ts";
import { failedRunWords } from "../../live/attention.ts";
import { fullTime, timeOfDay } from "../../time/format.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { reasonWords } from "../words.ts";

/** Why a job is in its state, and how its newest run has failed; if its newest instant did not run, why not. */
export const JobNote = ({ job }: { readonly job: Job }) => {
  const { data } = useQuery(ledgerOfJobQuery(job.path, 1));
  const newest = data?.[0];
  const failed = failedRunWords(job);
  const isMissed = newest?.outcome === "missed" || newest?.outcome === "skipped";
  return (
    <div className="note">
      {newest?.outcome === "missed" ? <Glyph state="unhealthy" /> : null}
      <div className="sentences">
        {isMissed && newest !== undefined ? <NotRun row={newest} /> : null}
        {failed === null ? null : <p>Its {failed}.</p>}
        <p className="dim">{job.reason}</p>
        {job.paused === null ? null : <Paused paused={job.paused} />}
      </div>
    </div>
  );
};

/** `Not started at 14:00:00: the machine slept.` */
const NotRun = ({ row: { instant, outcome, reason } }: { readonly row: Expected }) => (
  <p>
    The instant of <time title={fullTime(instant)}>{timeOfDay(instant)}</time> was {outcome}{" "}
    {reasonWords(reason)}.
  </p>
);

const Paused = ({ paused: { until, by, reason } }: { readonly paused: NonNullable<Job["paused"]> }) => (
  <p className="dim">
    Paused {until === null ? "until it is resumed" : `until ${fullTime(until)}`}
    {by === undefined ? "" : ` by ${by}`}
    {reason === undefined ? "" : `: ${reason}`}.
  </p>
);

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PauseControl } from "../../actions/PauseControl.tsx";
import type { Job } from "../../api/jobs.ts";
import { runJob, skipNext } from "../../api/scheduling.ts";
import { useContact } from "../../live/useLive.ts";
import { fullTime, timeOfDay } from "../../time/format.ts";
import { ConfirmButton } from "../../ui/buttons/ConfirmButton.tsx";
import { Refusal } from "../../ui/messages/Refusal.tsx";
import { isStopped } from "../words.ts";
import { RunForm } from "./RunForm.tsx";

type Given = Readonly<Record<string, string>>;

/** The commands that only a job takes: run it now, pause and resume it, skip its next instant. */
export const JobActions = ({ job }: { readonly job: Job }) => {
  const client = useQueryClient();
  const { path, next_at, paused } = job;
  const onSuccess = () =>
    Promise.all(
      ["jobs", "ledger", "runs", "coming"].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  const run = useMutation({ mutationFn: (given: Given) => runJob(path, given), onSuccess });
  const skip = useMutation({ mutationFn: () => skipNext(path), onSuccess });
  const isLive = useContact().name === "live";
  const obstacle = !isLive
    ? "no contact with the daemon"
    : isStopped(job)
      ? `the job is ${job.state}: start it first`
      : null;
  const outcome = run.data?.outcomes[0];
  return (
    <>
      <RunForm job={job} obstacle={obstacle} isSending={run.isPending} onRun={run.mutate} />
      <PauseControl
        path={path}
        isPaused={paused !== null}
        what="the job"
        meaning="Nothing starts by itself meanwhile; a run that goes is left alone."
        obstacle={obstacle}
        onDone={onSuccess}
      />
      {next_at === null || obstacle !== null ? null : (
        <ConfirmButton
          question={`Skip ${timeOfDay(next_at)}?`}
          label={`Skip next, ${fullTime(next_at)}`}
          isSending={skip.isPending}
          onConfirm={() => skip.mutate()}
        >
          Skip next
        </ConfirmButton>
      )}
      <p role="status" className="job-outcome dim">
        {outcome === undefined ? null : outcome.run_id === undefined ? (
          outcome.reason
        ) : (
          <>
            Started as{" "}
            <Link className="link" to="/jobs" search={{ job: path, run: outcome.run_id }}>
              {outcome.run_id}
            </Link>
          </>
        )}
      </p>
      <Refusal error={run.error ?? skip.error} />
    </>
  );
};

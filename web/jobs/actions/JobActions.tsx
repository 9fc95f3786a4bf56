import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PauseButton } from "../../actions/PauseButton.tsx";
import type { Job } from "../../api/jobs.ts";
import { pauseChild, resumeChild, runJob, skipNext } from "../../api/scheduling.ts";
import { useContact } from "../../live/useLive.ts";
import { fullTime, timeOfDay } from "../../time/format.ts";
import { ConfirmButton } from "../../ui/buttons/ConfirmButton.tsx";
import { Icon } from "../../ui/icons/Icon.tsx";
import { Refusal } from "../../ui/messages/Refusal.tsx";
import { isStopped } from "../words.ts";
import { RunForm } from "./RunForm.tsx";

type Given = Readonly<Record<string, string>>;

/** The commands to a job: run it now, pause and resume it, skip its next instant. */
export const JobActions = ({ job }: { readonly job: Job }) => {
  const client = useQueryClient();
  const { path, next_at, paused } = job;
  const onSuccess = () =>
    Promise.all(
      ["jobs", "ledger", "runs", "coming"].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  const run = useMutation({ mutationFn: (given: Given) => runJob(path, given), onSuccess });
  const pause = useMutation({ mutationFn: (until: string | null) => pauseChild(path, until), onSuccess });
  const resume = useMutation({ mutationFn: () => resumeChild(path), onSuccess });
  const skip = useMutation({ mutationFn: () => skipNext(path), onSuccess });
  const isLive = useContact().name === "live";
  const obstacle = !isLive
    ? "no contact with the daemon"
    : isStopped(job)
      ? `the job is ${job.state}: start it first`
      : null;
  const outcome = run.data?.outcomes[0];
  return (
    <fieldset className="job-actions" aria-label={`Commands to ${path}`}>
      <RunForm job={job} obstacle={obstacle} isSending={run.isPending} onRun={run.mutate} />
      {paused === null ? null : (
        <button
          type="button"
          className="button"
          aria-disabled={obstacle !== null || resume.isPending}
          aria-busy={resume.isPending}
          title={obstacle ?? `sentinel resume ${path}`}
          onClick={obstacle === null && !resume.isPending ? () => resume.mutate() : undefined}
        >
          <Icon name="play" little />
          Resume
        </button>
      )}
      <PauseButton
        what="the job"
        meaning="Nothing starts by itself meanwhile; a run that goes is left alone."
        isOff={obstacle !== null}
        onPause={pause.mutate}
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
      <Refusal error={run.error ?? pause.error ?? resume.error ?? skip.error} />
    </fieldset>
  );
};

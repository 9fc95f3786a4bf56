import { useMutation } from "@tanstack/react-query";
import { pauseChild, resumeChild } from "../api/scheduling.ts";
import { Icon } from "../ui/icons/Icon.tsx";
import { Refusal } from "../ui/messages/Refusal.tsx";
import { PauseButton } from "./PauseButton.tsx";

interface PauseControlProps {
  readonly path: string;
  readonly isPaused: boolean;
  /** What is paused, such as `the check`, and what that means, in a sentence. */
  readonly what: string;
  readonly meaning: string;
  /** Why it can be neither paused nor resumed now; null: it can. */
  readonly obstacle: string | null;
  readonly onDone: () => unknown;
}

/** Pauses a job or a check, and resumes it. A pause only changes its end if there is one already. */
export const PauseControl = ({ path, isPaused, obstacle, onDone, ...about }: PauseControlProps) => {
  const pause = useMutation({
    mutationFn: (until: string | null) => pauseChild(path, until),
    onSuccess: onDone,
  });
  const resume = useMutation({ mutationFn: () => resumeChild(path), onSuccess: onDone });
  const isOff = obstacle !== null || resume.isPending;
  return (
    <>
      {isPaused ? (
        <button
          type="button"
          className="button"
          aria-disabled={isOff}
          aria-busy={resume.isPending}
          title={obstacle ?? `sentinel resume ${path}`}
          onClick={isOff ? undefined : () => resume.mutate()}
        >
          <Icon name="play" little />
          Resume
        </button>
      ) : null}
      <PauseButton {...about} obstacle={obstacle} onPause={pause.mutate} />
      <Refusal error={pause.error ?? resume.error} />
    </>
  );
};

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PauseButton } from "../actions/PauseButton.tsx";
import { type Check, checksQuery } from "../api/checks.ts";
import { pauseChild, resumeChild } from "../api/scheduling.ts";
import { useContact } from "../live/useLive.ts";
import { Icon } from "../ui/icons/Icon.tsx";
import { Refusal } from "../ui/messages/Refusal.tsx";

/** Pause a check, or resume it. A pause only changes its end if there is one already. */
export const CheckActions = ({ check }: { readonly check: Check }) => {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: checksQuery.queryKey });
  const pause = useMutation({
    mutationFn: (until: string | null) => pauseChild(check.path, until),
    onSuccess,
  });
  const resume = useMutation({ mutationFn: () => resumeChild(check.path), onSuccess });
  const isLive = useContact().name === "live";
  if (check.check === null) return null;
  return (
    <div className="row wrap">
      {check.check === "paused" ? (
        <button
          type="button"
          className="button"
          aria-disabled={!isLive || resume.isPending}
          aria-busy={resume.isPending}
          title={isLive ? `sentinel resume ${check.path}` : "no contact with the daemon"}
          onClick={isLive && !resume.isPending ? () => resume.mutate() : undefined}
        >
          <Icon name="play" little />
          Resume
        </button>
      ) : null}
      <PauseButton
        what="the check"
        meaning="Nothing is missed meanwhile; reports are still counted."
        isOff={!isLive}
        onPause={pause.mutate}
      />
      <Refusal error={pause.error ?? resume.error} />
    </div>
  );
};

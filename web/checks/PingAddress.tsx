import { useMutation, useQueryClient } from "@tanstack/react-query";
import { baseUrl } from "../api/baseUrl.ts";
import { type Check, checksQuery, makePingAddress } from "../api/checks.ts";
import { Ago } from "../time/Age.tsx";
import { ConfirmButton } from "../ui/buttons/ConfirmButton.tsx";
import { CopyButton } from "../ui/buttons/CopyButton.tsx";
import { Refusal } from "../ui/messages/Refusal.tsx";
import { OneTime } from "../ui/OneTime.tsx";

/** The address at which the job reports. It is shown when it is made, since only its hash is kept. */
export const PingAddress = ({ check: { path, ping_key } }: { readonly check: Check }) => {
  const client = useQueryClient();
  const made = useMutation({
    mutationFn: () => makePingAddress(path),
    onSuccess: () => client.invalidateQueries({ queryKey: checksQuery.queryKey }),
    // Its answer contains the key.
    gcTime: 0,
  });
  if (made.data !== undefined) {
    const address = new URL(made.data.ping_path.slice(1), baseUrl).href;
    return (
      <OneTime title="Ping address" secret={address} what="address" onDone={made.reset}>
        <CopyButton name="Copy as curl" text={`curl -fsS -m 10 --retry 3 ${address}`} />
        <p className="small dim">
          The job calls it when it has succeeded; with <code>/start</code>, <code>/fail</code> or an exit code
          behind it, it says more. Anybody who has the address can report.
        </p>
      </OneTime>
    );
  }
  return (
    <div className="row wrap">
      {ping_key === null ? (
        <>
          <span className="grow dim">It has no ping address.</span>
          <button
            type="button"
            className="button tiny"
            aria-busy={made.isPending}
            onClick={() => made.mutate()}
          >
            Make one
          </button>
        </>
      ) : (
        <>
          <span className="grow dim">
            Ping address made <Ago at={ping_key.created_at} /> by {ping_key.created_by}
          </span>
          <ConfirmButton
            className="tiny"
            question="Replace it? The old address ends."
            isSending={made.isPending}
            onConfirm={() => made.mutate()}
          >
            New address
          </ConfirmButton>
        </>
      )}
      <Refusal error={made.error} />
    </div>
  );
};

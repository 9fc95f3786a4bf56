import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AnswerOf } from "../../../../src/client/routes.ts";
import { keysQuery } from "../../../api/accounts.ts";
import { request } from "../../../api/request.ts";
import { useNow } from "../../../time/clock.ts";
import { type Account, NewAccount } from "../parts/NewAccount.tsx";
import { asBody } from "../parts/rights.ts";
import { ExpiryField } from "./ExpiryField.tsx";
import { expiryAfter, lifetimes } from "./expiry.ts";
import { UnattendedField } from "./UnattendedField.tsx";

/** A key with its secret, in this answer only. */
export type MadeKey = AnswerOf<"POST /keys">;

interface Draft extends Account {
  readonly expires: string;
  readonly unattended: boolean;
}

const nothing: Draft = { name: "", role: "viewer", scope: null, expires: "in 90 days", unattended: false };

/** A form for a key, which is shown once. */
export const NewKey = ({ onMade }: { readonly onMade: (made: MadeKey | null) => void }) => {
  const client = useQueryClient();
  const now = useNow();
  const [draft, setDraft] = useState(nothing);
  const creation = useMutation({
    mutationFn: async ({ name, role, scope, expires, unattended }: Draft) => {
      const days = lifetimes.find((one) => one.name === expires)?.days ?? null;
      const expires_at = expiryAfter(days, now);
      return request("POST /keys", {
        body: { name: name.trim(), role, scope: asBody(scope), expires_at, unattended },
      });
    },
    onSuccess: (made) => {
      setDraft(nothing);
      onMade(made);
      void client.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
    // Its answer contains the key.
    gcTime: 0,
  });
  return (
    <NewAccount
      title="New API key"
      draft={draft}
      onChange={setDraft}
      note="The key is shown once. Only its hash is kept."
      error={creation.error}
      isSending={creation.isPending}
      submit="Make key"
      onSubmit={() => {
        onMade(null);
        creation.mutate(draft);
      }}
    >
      <ExpiryField value={draft.expires} onChange={(expires) => setDraft({ ...draft, expires })} />
      <UnattendedField
        isOn={draft.unattended}
        onChange={(unattended) => setDraft({ ...draft, unattended })}
      />
    </NewAccount>
  );
};

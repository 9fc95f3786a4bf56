import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type OneTimeLink, usersQuery } from "../../../api/accounts.ts";
import { request } from "../../../api/request.ts";
import { type Account, NewAccount } from "../parts/NewAccount.tsx";
import { asBody } from "../parts/rights.ts";

const nobody: Account = { name: "", role: "viewer", scope: null };

/** A form for a user, who chooses a password by a one-time link. */
export const NewUser = ({ onLink }: { readonly onLink: (link: OneTimeLink | null) => void }) => {
  const client = useQueryClient();
  const [draft, setDraft] = useState(nobody);
  const creation = useMutation({
    mutationFn: async ({ name, role, scope }: Account) =>
      request("POST /users", { body: { name: name.trim(), role, scope: asBody(scope) } }),
    onSuccess: ({ link }) => {
      setDraft(nobody);
      onLink(link);
      void client.invalidateQueries({ queryKey: usersQuery.queryKey });
    },
    // Its answer contains the token of the link.
    gcTime: 0,
  });
  return (
    <NewAccount
      title="New user"
      draft={draft}
      onChange={setDraft}
      note="You get a link by which the user chooses a password. It works once, within 15 minutes."
      error={creation.error}
      isSending={creation.isPending}
      submit="Add user"
      onSubmit={() => {
        onLink(null);
        creation.mutate(draft);
      }}
    />
  );
};

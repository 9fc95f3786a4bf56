import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { type OneTimeLink, usersQuery } from "../../../api/accounts.ts";
import { request } from "../../../api/request.ts";
import { Panel } from "../../../ui/Panel.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { RightsFields } from "../parts/RightsFields.tsx";
import { asBody, type Role, type Scope } from "../parts/rights.ts";

interface Draft {
  readonly name: string;
  readonly role: Role;
  readonly scope: Scope;
}

const nobody: Draft = { name: "", role: "viewer", scope: null };

/** A form for a user, who chooses a password by a one-time link. */
export const NewUser = ({ onLink }: { readonly onLink: (link: OneTimeLink | null) => void }) => {
  const client = useQueryClient();
  const errorId = useId();
  const [draft, setDraft] = useState(nobody);
  const creation = useMutation({
    mutationFn: async ({ name, role, scope }: Draft) =>
      request("POST /users", { body: { name: name.trim(), role, scope: asBody(scope) } }),
    onSuccess: ({ link }) => {
      setDraft(nobody);
      onLink(link);
      void client.invalidateQueries({ queryKey: usersQuery.queryKey });
    },
    // Its answer has the token of the link.
    gcTime: 0,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onLink(null);
    creation.mutate(draft);
  };
  return (
    <Panel title="New user">
      <form className="panel-body form" onSubmit={submit}>
        <label className="form-field">
          <span className="name">Name</span>
          <span className="field">
            <input
              value={draft.name}
              required
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              {...(creation.isError ? { "aria-invalid": true, "aria-describedby": errorId } : {})}
              onChange={({ target }) => setDraft({ ...draft, name: target.value })}
            />
          </span>
        </label>
        <RightsFields {...draft} onChange={(rights) => setDraft({ ...draft, ...rights })} />
        <Refusal error={creation.error} id={errorId} />
        <p className="small faint">
          You get a link by which the user chooses a password. It works once, within 15 minutes.
        </p>
        <button type="submit" className="button primary" disabled={creation.isPending}>
          Add user
        </button>
      </form>
    </Panel>
  );
};

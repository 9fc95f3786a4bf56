import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { AnswerOf } from "../../../../src/client/routes.ts";
import { keysQuery } from "../../../api/accounts.ts";
import { request } from "../../../api/request.ts";
import { useNow } from "../../../time/clock.ts";
import { Panel } from "../../../ui/Panel.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { RightsFields } from "../parts/RightsFields.tsx";
import { asBody, type Role, type Scope } from "../parts/rights.ts";
import { ExpiryField } from "./ExpiryField.tsx";
import { expiryAfter, lifetimes } from "./expiry.ts";
import { UnattendedField } from "./UnattendedField.tsx";

/** A key with its secret, in this answer only. */
export type MadeKey = AnswerOf<"POST /keys">;

interface Draft {
  readonly name: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly expires: string;
  readonly unattended: boolean;
}

const nothing: Draft = { name: "", role: "viewer", scope: null, expires: "in 90 days", unattended: false };

/** A form for a key, which is shown once. */
export const NewKey = ({ onMade }: { readonly onMade: (made: MadeKey | null) => void }) => {
  const client = useQueryClient();
  const now = useNow();
  const errorId = useId();
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
    // Its answer has the key.
    gcTime: 0,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onMade(null);
    creation.mutate(draft);
  };
  return (
    <Panel title="New API key">
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
        <ExpiryField value={draft.expires} onChange={(expires) => setDraft({ ...draft, expires })} />
        <UnattendedField
          isOn={draft.unattended}
          onChange={(unattended) => setDraft({ ...draft, unattended })}
        />
        <Refusal error={creation.error} id={errorId} />
        <p className="small faint">The key is shown once. Only its hash is kept.</p>
        <button type="submit" className="button primary" disabled={creation.isPending}>
          Make key
        </button>
      </form>
    </Panel>
  );
};

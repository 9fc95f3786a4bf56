import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ApiKey, keysQuery } from "../../../api/accounts.ts";
import { request } from "../../../api/request.ts";
import { useNow } from "../../../time/clock.ts";
import { dayOf } from "../../../time/format.ts";
import { ConfirmButton } from "../../../ui/ConfirmButton.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { RightsFields } from "../parts/RightsFields.tsx";
import { asBody, isSameRights, scopeInWords, takesAway } from "../parts/rights.ts";
import { useFocusWhenOpened } from "../parts/useFocusWhenOpened.ts";
import { ExpiryField } from "./ExpiryField.tsx";
import { expiryAfter, lifetimes } from "./expiry.ts";
import { UnattendedField } from "./UnattendedField.tsx";

/** Everything that can be changed of a key. */
export const EditKey = ({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) => {
  const { id, name, role, scope, unattended, expires_at } = apiKey;
  const client = useQueryClient();
  const now = useNow();
  const opened = useFocusWhenOpened();
  const before = expires_at === null ? "as it is: never" : `as it is: ${dayOf(expires_at)}`;
  const [draft, setDraft] = useState({ role, scope, unattended, expires: before });
  const change = useMutation({
    mutationFn: async () => {
      const lifetime = lifetimes.find((one) => one.name === draft.expires);
      return request("PATCH /keys/:id", {
        params: { id },
        body: {
          ...{ role: draft.role, scope: asBody(draft.scope), unattended: draft.unattended },
          ...(lifetime === undefined ? {} : { expires_at: expiryAfter(lifetime.days, now) }),
        },
      });
    },
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
  });
  const isChanged =
    !isSameRights(draft, apiKey) || draft.unattended !== unattended || draft.expires !== before;
  return (
    <Panel
      title={name}
      meta={isChanged ? "not saved yet" : undefined}
      action={
        <button type="button" className="button ghost tiny" onClick={onClose}>
          Close
        </button>
      }
    >
      <fieldset className="panel-body form" ref={opened} tabIndex={-1} aria-label={`Change ${name}`}>
        <RightsFields {...draft} onChange={(rights) => setDraft({ ...draft, ...rights })} />
        <ExpiryField
          value={draft.expires}
          otherwise={before}
          onChange={(expires) => setDraft({ ...draft, expires })}
        />
        <UnattendedField
          isOn={draft.unattended}
          onChange={(isOn) => setDraft({ ...draft, unattended: isOn })}
        />
        <Refusal error={change.error} />
        {isChanged && takesAway(apiKey, draft) ? (
          <ConfirmButton
            question={`${name}: ${draft.role} for ${scopeInWords(draft.scope)}, at once?`}
            isSending={change.isPending}
            onConfirm={() => change.mutate()}
          >
            Save
          </ConfirmButton>
        ) : (
          <button
            type="button"
            className="button primary"
            disabled={!isChanged || change.isPending}
            onClick={() => change.mutate()}
          >
            Save
          </button>
        )}
      </fieldset>
    </Panel>
  );
};

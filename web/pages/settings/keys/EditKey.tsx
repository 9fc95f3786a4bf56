import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ApiKey, keysQuery } from "../../../api/accounts.ts";
import { request } from "../../../api/request.ts";
import { useNow } from "../../../time/clock.ts";
import { dayOf } from "../../../time/format.ts";
import { Refusal } from "../../../ui/messages/Refusal.tsx";
import { EditPanel } from "../parts/EditPanel.tsx";
import { RightsFields } from "../parts/RightsFields.tsx";
import { asBody, isSameRights, scopeInWords, takesAway } from "../parts/rights.ts";
import { SaveButton } from "../parts/SaveButton.tsx";
import { ExpiryField } from "./ExpiryField.tsx";
import { expiryAfter, lifetimes } from "./expiry.ts";
import { UnattendedField } from "./UnattendedField.tsx";

/** Everything that can be changed of a key. */
export const EditKey = ({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) => {
  const { id, name, role, scope, unattended, expires_at } = apiKey;
  const client = useQueryClient();
  const now = useNow();
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
  const question = takesAway(apiKey, draft)
    ? `${name}: ${draft.role} for ${scopeInWords(draft.scope)}, at once?`
    : null;
  return (
    <EditPanel name={name} isChanged={isChanged} onClose={onClose}>
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
      <SaveButton
        question={question}
        isChanged={isChanged}
        isSending={change.isPending}
        onSave={() => change.mutate()}
      />
    </EditPanel>
  );
};

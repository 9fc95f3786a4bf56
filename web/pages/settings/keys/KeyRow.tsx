import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ApiKey, keysQuery } from "../../../api/accounts.ts";
import { request } from "../../../api/request.ts";
import { Ago } from "../../../time/Age.tsx";
import { useNow } from "../../../time/clock.ts";
import { ConfirmButton } from "../../../ui/buttons/ConfirmButton.tsx";
import { Glyph } from "../../../ui/icons/Glyph.tsx";
import { Refusal } from "../../../ui/messages/Refusal.tsx";
import { ChangeButton } from "../parts/ChangeButton.tsx";
import { scopeInWords } from "../parts/rights.ts";
import { expiresSoon, isExpired } from "./expiry.ts";

interface KeyRowProps {
  readonly apiKey: ApiKey;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

export const KeyRow = ({ apiKey, isChosen, onChoose }: KeyRowProps) => {
  const { id, name, prefix, role, scope, created_by, created_at, last_used_at, unattended } = apiKey;
  const client = useQueryClient();
  const now = useNow();
  const revocation = useMutation({
    mutationFn: () => request("DELETE /keys/:id", { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  return (
    <tr className={isChosen ? "chosen" : ""}>
      <td>
        <span className={isExpired(apiKey, now) ? "faint" : "mid"}>{name}</span>
        {unattended ? <span className="tag">unattended</span> : null}
      </td>
      <td className="mono faint">{prefix}…</td>
      <td className="dim cut scope" title={`${role}, ${scopeInWords(scope)}`}>
        {role}, {scopeInWords(scope)}
      </td>
      <td className="dim">
        <span className="narrow-only">by </span>
        {created_by.replace(/^user:/, "")} <Ago at={created_at} />
      </td>
      <td className="dim">
        <span className="narrow-only">used </span>
        {last_used_at === null ? "never" : <Ago at={last_used_at} />}
      </td>
      <td>
        <Expiry apiKey={apiKey} />
      </td>
      <td className="figure">
        <span className="row-actions">
          <ChangeButton name={name} isChosen={isChosen} onChoose={onChoose} />
          <ConfirmButton
            className="ghost tiny bad"
            label={`Revoke ${name}`}
            question={`Revoke ${name}, at once?`}
            isSending={revocation.isPending}
            onConfirm={() => revocation.mutate()}
          >
            Revoke
          </ConfirmButton>
        </span>
        <Refusal error={revocation.error} />
      </td>
    </tr>
  );
};

const Expiry = ({ apiKey }: { readonly apiKey: ApiKey }) => {
  const now = useNow();
  const { expires_at } = apiKey;
  if (expires_at === null)
    return (
      <span className="dim">
        <span className="narrow-only">expires </span>never
      </span>
    );
  if (isExpired(apiKey, now))
    return (
      <span className="faint">
        expired <Ago at={expires_at} />
      </span>
    );
  return (
    <span className={expiresSoon(apiKey, now) ? "row-mark" : "dim row-mark"}>
      {expiresSoon(apiKey, now) ? <Glyph state="unhealthy" little /> : null}
      <span className="narrow-only">expires </span>
      <Ago at={expires_at} />
    </span>
  );
};

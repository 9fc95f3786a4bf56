import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  lastLoginsQuery,
  type OneTimeLink,
  sessionsQuery,
  type User,
  usersQuery,
} from "../../../api/accounts.ts";
import { request } from "../../../api/request.ts";
import { sessionQuery } from "../../../api/session.ts";
import { Ago } from "../../../time/Age.tsx";
import { ConfirmButton } from "../../../ui/buttons/ConfirmButton.tsx";
import { Refusal } from "../../../ui/messages/Refusal.tsx";
import { EditPanel } from "../parts/EditPanel.tsx";
import { RightsFields } from "../parts/RightsFields.tsx";
import { asBody, counted, isSameRights, scopeInWords, takesAway } from "../parts/rights.ts";
import { SaveButton } from "../parts/SaveButton.tsx";

interface EditUserProps {
  readonly user: User;
  /** How many are open. */
  readonly sessions: number;
  readonly lastLogin: string | undefined;
  readonly onLink: (link: OneTimeLink) => void;
  readonly onClose: () => void;
}

/** `, 2 sessions end`; nothing where none is open. */
const ending = (sessions: number): string =>
  sessions === 0 ? "" : `, ${counted(sessions, "session")} ${sessions === 1 ? "ends" : "end"}`;

/** Everything that can be changed of a user. */
export const EditUser = ({ user, sessions, lastLogin, onLink, onClose }: EditUserProps) => {
  const { name, role, scope, disabled } = user;
  const change = useChange(name);
  const [draft, setDraft] = useState({ role, scope });
  /** The fields begin anew with each: they keep what was typed. */
  const [round, setRound] = useState(0);
  const isChanged = !isSameRights(draft, user);
  const question = `${name}: ${draft.role} for ${scopeInWords(draft.scope)}, at once${
    sessions === 0 ? "" : `, in ${counted(sessions, "open session")}`
  }?`;
  return (
    <EditPanel name={name} isChanged={isChanged} onClose={onClose}>
      <p className="small faint">
        Added by {user.created_by} <Ago at={user.created_at} />
        {lastLogin === undefined ? null : (
          <>
            , logged in <Ago at={lastLogin} />
          </>
        )}
        , {counted(sessions, "open session")}.
      </p>
      <RightsFields key={round} {...draft} onChange={setDraft} />
      <div className="row wrap">
        <SaveButton
          question={takesAway(user, draft) ? question : null}
          isChanged={isChanged}
          isSending={change.isPending}
          onSave={() => change.mutate(draft)}
        />
        {isChanged ? (
          <button
            type="button"
            className="button ghost"
            onClick={() => {
              setDraft({ role, scope });
              setRound(round + 1);
            }}
          >
            Discard
          </button>
        ) : null}
      </div>
      <Refusal error={change.error} />
      <hr />
      <NewPassword name={name} onLink={onLink} />
      <div className="row wrap">
        {disabled ? (
          <button
            type="button"
            className="button"
            disabled={change.isPending}
            onClick={() => change.mutate({ disabled: false })}
          >
            Enable
          </button>
        ) : (
          <ConfirmButton
            question={`Disable ${name}${ending(sessions)}?`}
            isSending={change.isPending}
            onConfirm={() => change.mutate({ disabled: true })}
          >
            Disable
          </ConfirmButton>
        )}
        <Remove name={name} sessions={sessions} onDone={onClose} />
      </div>
    </EditPanel>
  );
};

/** Reads users, sessions and last logins again, and the own session, which may have changed, too. */
const useRefresh = () => {
  const client = useQueryClient();
  return () => {
    for (const { queryKey } of [usersQuery, sessionsQuery, lastLoginsQuery, sessionQuery])
      void client.invalidateQueries({ queryKey });
  };
};

const useChange = (name: string) =>
  useMutation({
    mutationFn: async ({ scope, ...others }: Partial<Pick<User, "role" | "scope" | "disabled">>) =>
      request("PATCH /users/:name", {
        params: { name },
        body: { ...others, ...(scope === undefined ? {} : { scope: asBody(scope) }) },
      }),
    onSuccess: useRefresh(),
  });

const NewPassword = ({
  name,
  onLink,
}: {
  readonly name: string;
  readonly onLink: (link: OneTimeLink) => void;
}) => {
  const reset = useMutation({
    mutationFn: () => request("POST /users/:name/reset", { params: { name } }),
    onSuccess: onLink,
    gcTime: 0,
  });
  return (
    <>
      <button type="button" className="button" disabled={reset.isPending} onClick={() => reset.mutate()}>
        Link to choose a new password
      </button>
      <Refusal error={reset.error} />
    </>
  );
};

const Remove = ({
  name,
  sessions,
  onDone,
}: {
  readonly name: string;
  readonly sessions: number;
  readonly onDone: () => void;
}) => {
  const refresh = useRefresh();
  const removal = useMutation({
    mutationFn: () => request("DELETE /users/:name", { params: { name } }),
    onSuccess: () => {
      refresh();
      onDone();
    },
  });
  return (
    <>
      <ConfirmButton
        question={`Remove ${name}${ending(sessions)}?`}
        isSending={removal.isPending}
        className="bad"
        onConfirm={() => removal.mutate()}
      >
        Remove
      </ConfirmButton>
      <Refusal error={removal.error} />
    </>
  );
};

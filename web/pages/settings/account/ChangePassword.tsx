import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useId } from "react";
import { sessionsQuery } from "../../../api/accounts.ts";
import { changePassword } from "../../../api/session.ts";
import { Refusal } from "../../../ui/messages/Refusal.tsx";
import { Panel } from "../../../ui/Panel.tsx";

/** A form for the user's own password. The typed text is kept in its fields only, until it is sent. */
export const ChangePassword = () => {
  const client = useQueryClient();
  const router = useRouter();
  const errorId = useId();
  const change = useMutation({
    mutationFn: (body: Parameters<typeof changePassword>[1]) => changePassword(client, body),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      return router.invalidate();
    },
    // Its variables contain passwords.
    gcTime: 0,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const entered = new FormData(form);
    const [current, password] = [entered.get("current"), entered.get("password")].map(String);
    change.mutate(
      { current: current ?? "", password: password ?? "" },
      {
        onSuccess: () => {
          form.reset();
        },
      },
    );
  };
  const described = change.isError ? { "aria-describedby": errorId, "aria-invalid": true } : {};
  return (
    <Panel title="Password">
      <form className="panel-body form" onSubmit={submit}>
        <label className="form-field">
          <span className="name">Current password</span>
          <span className="field">
            <input name="current" type="password" autoComplete="current-password" required {...described} />
          </span>
        </label>
        <label className="form-field">
          <span className="name">New password</span>
          <span className="field">
            <input name="password" type="password" autoComplete="new-password" required {...described} />
          </span>
        </label>
        <p className="small faint">
          At least 12 characters. All your sessions end, on other machines, too; this one is replaced by a new
          one.
        </p>
        <Refusal error={change.error} id={errorId} />
        {change.isSuccess ? (
          <p role="status">You have a new password. All other sessions have ended.</p>
        ) : null}
        <button type="submit" className="button primary" disabled={change.isPending}>
          Change password
        </button>
      </form>
    </Panel>
  );
};

import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { messageOf } from "../../api/ApiError.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { Logo } from "../../ui/icons/Logo.tsx";
import { useTitle } from "../../ui/useTitle.ts";

interface EntranceProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Under the form. */
  readonly beside?: ReactNode;
}

/** A page outside a session. */
export const Entrance = ({ title, children, beside }: EntranceProps) => {
  useTitle(title);
  return (
    <main className="entrance">
      <div>
        <p className="brand">
          <Logo />
          <span className="strong">Sentinel</span>
        </p>
        <section className="panel">
          <h1>{title}</h1>
          {children}
        </section>
        {beside === undefined ? null : <div className="beside">{beside}</div>}
      </div>
    </main>
  );
};

interface CredentialsFormProps {
  /** Left out if the user is known. */
  readonly withName?: boolean;
  readonly isNew: boolean;
  readonly action: string;
  readonly isSending: boolean;
  /** Why the last attempt failed. */
  readonly error: unknown;
  readonly onSubmit: (credentials: { readonly username: string; readonly password: string }) => void;
}

/** A name and a password. */
export const CredentialsForm = (props: CredentialsFormProps) => {
  const { withName = true, isNew, action, isSending, error, onSubmit } = props;
  const errorId = useId();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    onSubmit({
      username: String(entered.get("username") ?? ""),
      password: String(entered.get("password") ?? ""),
    });
  };
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const isWrong = error !== null;
  const described = isWrong ? { "aria-describedby": errorId, "aria-invalid": true } : {};
  return (
    <form onSubmit={submit} ref={form}>
      {withName ? (
        <label>
          <span className="name">Name</span>
          <span className={isWrong ? "field wrong" : "field"}>
            <input name="username" autoComplete="username" autoCapitalize="none" required {...described} />
          </span>
        </label>
      ) : null}
      <label>
        <span className="name">{isNew ? "New password" : "Password"}</span>
        <span className={isWrong ? "field wrong" : "field"}>
          <input
            name="password"
            type="password"
            autoComplete={isNew ? "new-password" : "current-password"}
            required
            {...described}
          />
        </span>
      </label>
      {isWrong ? (
        <p className="refusal" id={errorId} role="alert">
          <Glyph state="failed" />
          {messageOf(error)}
        </p>
      ) : null}
      <button type="submit" className="button primary" aria-disabled={isSending} disabled={isSending}>
        {action}
      </button>
    </form>
  );
};

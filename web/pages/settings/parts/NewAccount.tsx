import { type FormEvent, type ReactNode, useId } from "react";
import { Refusal } from "../../../ui/messages/Refusal.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { RightsFields } from "./RightsFields.tsx";
import type { Role, Scope } from "./rights.ts";

/** The common fields of users and API keys. */
export interface Account {
  readonly name: string;
  readonly role: Role;
  readonly scope: Scope;
}

interface NewAccountProps<Draft extends Account> {
  readonly title: string;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  /** More fields, below name and rights. */
  readonly children?: ReactNode;
  readonly note: string;
  readonly error: Error | null;
  readonly isSending: boolean;
  /** The text of the button. */
  readonly submit: string;
  readonly onSubmit: () => void;
}

/** The form of a new user or API key. */
export const NewAccount = <Draft extends Account>(props: NewAccountProps<Draft>) => {
  const { title, draft, onChange, children, note, error, isSending, submit, onSubmit } = props;
  const errorId = useId();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Panel title={title}>
      <form className="panel-body form" onSubmit={send}>
        <label className="form-field">
          <span className="name">Name</span>
          <span className="field">
            <input
              value={draft.name}
              required
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              {...(error === null ? {} : { "aria-invalid": true, "aria-describedby": errorId })}
              onChange={({ target }) => onChange({ ...draft, name: target.value })}
            />
          </span>
        </label>
        <RightsFields {...draft} onChange={(rights) => onChange({ ...draft, ...rights })} />
        {children}
        <Refusal error={error} id={errorId} />
        <p className="small faint">{note}</p>
        <button type="submit" className="button primary" disabled={isSending}>
          {submit}
        </button>
      </form>
    </Panel>
  );
};

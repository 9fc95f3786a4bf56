import { type FormEvent, useEffect, useState } from "react";
import { useContact } from "../../../live/useLive.ts";
import type { ApplyEvent, ApplyState } from "./applyMachine.ts";
import { summaryOf } from "./planWords.ts";

/** The tree's file, which is recorded as the source of the revision. */
export interface WrittenFile {
  readonly name: string;
  /** The hash that the file must have; otherwise nothing is applied. */
  readonly hash: string;
  /** Whether the text differs from the file, so that writing it is a choice. */
  readonly isChanged: boolean;
}

export interface ApplyFormProps {
  readonly state: ApplyState;
  readonly send: (event: ApplyEvent) => void;
  readonly mayApply: boolean;
  /** The file that may be written with the apply; null: none. */
  readonly file: WrittenFile | null;
  readonly verb?: "Apply" | "Roll back";
}

/** The default message. */
const defaultMessage = "applied from the dashboard";

/** Applies after two presses: the second button names what is affected. */
export const ApplyForm = ({ state, send, mayApply, file, verb = "Apply" }: ApplyFormProps) => {
  const [message, setMessage] = useState("");
  const [isWritten, setWritten] = useState(true);
  const isLive = useContact().name === "live";
  const isAsked = state.matches("confirming");
  useEscape(isAsked, () => send({ type: "CANCEL" }));
  const isDone = state.matches("applied");
  useEffect(() => {
    if (isDone) setMessage("");
  }, [isDone]);
  const { plan } = state.context;
  const isPlanned = state.matches("planned") || isAsked;
  if (!mayApply || plan === null || !(isPlanned || state.matches("applying"))) return null;
  const isOnlyWritten = plan.steps.length === 0;
  if (isOnlyWritten && file?.isChanged !== true) return null;
  const isFileOf = file !== null && (!file.isChanged || isWritten || isOnlyWritten);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isPlanned || !isLive) return;
    if (isAsked) send({ type: "CONFIRM" });
    else
      send({
        type: "APPLY",
        message: message.trim() || defaultMessage,
        write: isFileOf ? file.hash : null,
      });
  };
  const name = isOnlyWritten ? `Write ${file?.name}` : verb;
  const scope = isOnlyWritten ? `Write ${file?.name}?` : `${verb}: ${summaryOf(plan.steps)}?`;
  return (
    <form className="apply-form" onSubmit={submit}>
      {isOnlyWritten || verb === "Roll back" ? null : (
        <label className="field">
          <span className="hidden-text">Message for the history</span>
          <input
            value={message}
            maxLength={200}
            placeholder="Message for the history"
            disabled={!state.matches("planned")}
            onChange={({ target }) => setMessage(target.value)}
          />
        </label>
      )}
      {file?.isChanged !== true || isOnlyWritten ? null : (
        <label className="check">
          <input
            type="checkbox"
            checked={isWritten}
            disabled={!state.matches("planned")}
            onChange={({ target }) => setWritten(target.checked)}
          />
          Also write {file.name}
          {isWritten ? "" : ": the next start of the daemon would take the file as it is"}
        </label>
      )}
      <button
        type="submit"
        className={isAsked ? "button danger" : isPlanned ? "button primary" : "button"}
        aria-disabled={!isLive || state.matches("applying")}
        aria-busy={state.matches("applying")}
        title={isLive ? undefined : "no contact with the daemon"}
      >
        {state.matches("applying") ? "Applying…" : isAsked ? scope : name}
      </button>
    </form>
  );
};

/** Escape cancels the first press. */
const useEscape = (isAsked: boolean, leave: () => void): void => {
  useEffect(() => {
    if (!isAsked) return;
    const pressed = ({ key }: KeyboardEvent): void => {
      if (key === "Escape") leave();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  });
};

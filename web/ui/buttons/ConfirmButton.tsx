import type { ReactNode } from "react";
import { useSecondPress } from "./useSecondPress.ts";

interface ConfirmButtonProps {
  readonly children: ReactNode;
  /** Says what a second press does, and what ends by it. */
  readonly question: string;
  readonly isSending?: boolean;
  /** The accessible name, where the text of the button does not say what it acts on. */
  readonly label?: string;
  readonly className?: string;
  readonly onConfirm: () => void;
}

/** A button that confirms in place: the first press asks the question, a second one answers yes. */
export const ConfirmButton = ({
  children,
  question,
  isSending = false,
  label,
  className = "",
  onConfirm,
}: ConfirmButtonProps) => {
  const { asked, ask } = useSecondPress<true>();
  const press = (): void => {
    ask(asked === null ? true : null);
    if (asked !== null) onConfirm();
  };
  return (
    <button
      type="button"
      className={`button ${className} ${asked === null ? "" : "danger question"}`}
      aria-disabled={isSending}
      aria-busy={isSending}
      {...(label === undefined || asked !== null ? {} : { "aria-label": label })}
      onClick={isSending ? undefined : press}
    >
      {asked === null ? children : question}
    </button>
  );
};

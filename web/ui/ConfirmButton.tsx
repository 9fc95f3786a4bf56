import { type ReactNode, useEffect, useState } from "react";

/** How long a second press is waited for, in ms. */
const patience = 6_000;

interface ConfirmButtonProps {
  readonly children: ReactNode;
  /** What a second press does, and what ends by it. */
  readonly question: string;
  readonly isSending?: boolean;
  /** Names what is meant where the words of the button don't. */
  readonly label?: string;
  readonly className?: string;
  readonly onConfirm: () => void;
}

/** A button for what takes something away: the first press names that, a second one does it. Escape takes the first one back. */
export const ConfirmButton = ({
  children,
  question,
  isSending = false,
  label,
  className = "",
  onConfirm,
}: ConfirmButtonProps) => {
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(() => setAsked(false), patience);
    const leave = ({ key }: KeyboardEvent): void => {
      if (key === "Escape") setAsked(false);
    };
    window.addEventListener("keydown", leave);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", leave);
    };
  }, [isAsked]);
  const press = (): void => {
    setAsked(!isAsked);
    if (isAsked) onConfirm();
  };
  return (
    <button
      type="button"
      className={`button ${className} ${isAsked ? "danger question" : ""}`}
      aria-disabled={isSending}
      aria-busy={isSending}
      {...(label === undefined || isAsked ? {} : { "aria-label": label })}
      onClick={isSending ? undefined : press}
    >
      {isAsked ? question : children}
    </button>
  );
};

import { useEffect, useState } from "react";

/** How long a second press is waited for, in ms. */
const patience = 6_000;

interface TwoPressesProps {
  readonly name: string;
  /** What the button says while it waits for the second press. */
  readonly question: string;
  readonly className: string;
  readonly onConfirm: () => void;
}

/** A button that asks before it does something: a second press does it, Escape takes the first one back. */
export const TwoPresses = ({ name, question, className, onConfirm }: TwoPressesProps) => {
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
    <button type="button" className={isAsked ? "button danger" : className} onClick={press}>
      {isAsked ? question : name}
    </button>
  );
};

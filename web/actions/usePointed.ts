import { useEffect, useRef, useState } from "react";
import { type Intent, keyOf } from "./intent.ts";

/** How long a button is pointed at before the page says what it touches, in ms. */
const hesitation = 150;
/** How long a second press is waited for, in ms. */
const patience = 6_000;

/** The command that is pointed at by the pointer or the focus, or that waits for its second press. */
export const usePointed = () => {
  const [pointed, setPointed] = useState<Intent | null>(null);
  const [asked, setAsked] = useState<Intent | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (asked === null) return;
    const end = setTimeout(() => setAsked(null), patience);
    const leave = ({ key }: KeyboardEvent): void => {
      if (key === "Escape") setAsked(null);
    };
    window.addEventListener("keydown", leave);
    return () => {
      clearTimeout(end);
      window.removeEventListener("keydown", leave);
    };
  }, [asked]);
  const point = (intent: Intent): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPointed(intent), hesitation);
  };
  const leave = (): void => {
    clearTimeout(timer.current);
    setPointed(null);
  };
  return {
    /** What is to be shown of: a question comes before what is pointed at. */
    shown: asked ?? pointed,
    asked,
    ask: setAsked,
    isAsked: (intent: Intent): boolean => asked !== null && keyOf(asked) === keyOf(intent),
    /** Neither is asked for any more. */
    forget: (): void => {
      leave();
      setAsked(null);
    },
    /** For the element that stands for a command. */
    pointing: (intent: Intent) => ({
      onPointerEnter: () => point(intent),
      onPointerLeave: leave,
      onFocus: () => point(intent),
      onBlur: leave,
    }),
  };
};

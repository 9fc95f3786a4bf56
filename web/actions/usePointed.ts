import { useEffect, useRef, useState } from "react";
import { useSecondPress } from "../ui/buttons/useSecondPress.ts";
import { type Intent, keyOf } from "./intent.ts";

/** How long the pointer or the focus stays on a button before the page says what it touches, in ms. */
const hesitation = 150;

/** The command under the pointer or the focus, and the one that waits for its second press. */
export const usePointed = () => {
  const [pointed, setPointed] = useState<Intent | null>(null);
  const { asked, ask } = useSecondPress<Intent>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const point = (intent: Intent): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPointed(intent), hesitation);
  };
  const leave = (): void => {
    clearTimeout(timer.current);
    setPointed(null);
  };
  return {
    /** The command whose scope is shown: the one that waits for its second press comes first. */
    shown: asked ?? pointed,
    asked,
    ask,
    isAsked: (intent: Intent): boolean => asked !== null && keyOf(asked) === keyOf(intent),
    /** Forget both. */
    forget: (): void => {
      leave();
      ask(null);
    },
    /** Handlers for the element that stands for a command. */
    pointing: (intent: Intent) => ({
      onPointerEnter: () => point(intent),
      onPointerLeave: leave,
      onFocus: () => point(intent),
      onBlur: leave,
    }),
  };
};

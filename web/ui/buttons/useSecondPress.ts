import { useEffect, useState } from "react";
import { shortcuts } from "../../keys/useShortcuts.ts";

/** The time for the second press, in ms. */
const patience = 6_000;

/**
 * Confirmation in place. `asked` is what has been pressed once and needs a second press, or null; Escape or 6 s without one
 * cancel it.
 */
export const useSecondPress = <Asked>() => {
  const [asked, ask] = useState<Asked | null>(null);
  useEffect(() => {
    if (asked === null) return;
    const cancel = (): void => ask(null);
    const timer = setTimeout(cancel, patience);
    const leave = { keys: "Escape", title: "cancel the command", run: cancel };
    const remove = shortcuts.add({ title: "Everywhere", shortcuts: [leave] });
    return () => {
      clearTimeout(timer);
      remove();
    };
  }, [asked]);
  return { asked, ask };
};

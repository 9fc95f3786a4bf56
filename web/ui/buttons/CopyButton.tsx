import { useEffect, useState } from "react";
import { Icon } from "../icons/Icon.tsx";
import { copy } from "./copy.ts";

/** How long the outcome is shown, in ms. */
const shown = 2_000;

/** Copies a text to the clipboard, and says whether that worked. */
export const CopyButton = ({ name, text }: { readonly name: string; readonly text: string }) => {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), shown);
    return () => clearTimeout(timer);
  }, [outcome]);
  const press = (): void => {
    copy(text).then(
      () => setOutcome("copied"),
      () => setOutcome("refused"),
    );
  };
  return (
    <button type="button" className="button ghost tiny" onClick={press} title={text}>
      <Icon name="copy" little />
      <span aria-live="polite">
        {outcome === null ? name : outcome === "copied" ? "Copied" : "The browser refuses"}
      </span>
    </button>
  );
};

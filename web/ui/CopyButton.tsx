import { useEffect, useState } from "react";
import { copy } from "./copy.ts";
import { Icon } from "./Icon.tsx";

/** How long it says that it has copied, in ms. */
const shown = 2_000;

/** Puts a text on the clipboard, and says whether it could. */
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

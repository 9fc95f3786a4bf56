import { useEffect, useState } from "react";
import { Icon } from "./Icon.tsx";

/** How long it says that it has copied, in ms. */
const shown = 2_000;

/** Puts a text on the clipboard. Browsers have none for pages that came without TLS from another machine. */
export const CopyButton = ({ name, text }: { readonly name: string; readonly text: string }) => {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), shown);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    const written =
      navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("there is no clipboard"));
    written.then(
      () => setOutcome("copied"),
      () => setOutcome("refused"),
    );
  };
  return (
    <button type="button" className="button ghost tiny" onClick={copy} title={text}>
      <Icon name="copy" little />
      <span aria-live="polite">
        {outcome === null ? name : outcome === "copied" ? "Copied" : "The browser refuses"}
      </span>
    </button>
  );
};

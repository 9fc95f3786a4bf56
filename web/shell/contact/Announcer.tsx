import { useEffect, useRef, useState } from "react";
import { attentionIn } from "../../live/attention.ts";
import { useLive } from "../../live/useLive.ts";

/** The minimal interval between two sentences, in ms. */
const pause = 3_000;

/** Announces failures to screen readers, and nothing else. */
export const Announcer = () => {
  const store = useLive();
  const [sentence, setSentence] = useState("");
  const known = useRef<ReadonlySet<number> | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = (): void => {
      timer = null;
      const failed = attentionIn(store.tree).filter(({ state }) => state === "failed");
      const fresh = failed.filter(({ node: { i } }) => known.current?.has(i) === false);
      known.current = new Set(failed.map(({ node: { i } }) => i));
      if (fresh.length === 1) setSentence(`${fresh[0]?.node.path} failed`);
      else if (fresh.length > 1) setSentence(`${fresh.length} children failed`);
    };
    const remove = store.structure.add("tree", () => {
      if (known.current === null) tell();
      else timer ??= setTimeout(tell, pause);
    });
    return () => {
      remove();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store]);
  return (
    <p className="hidden-text" aria-live="polite">
      {sentence}
    </p>
  );
};

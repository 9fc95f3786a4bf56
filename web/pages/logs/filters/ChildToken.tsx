import { useMemo } from "react";
import { useTree } from "../../../live/useLive.ts";
import { isMeantBy } from "./meant.ts";

/** A chosen child, or a pattern with the number of services that it matches. */
export const ChildToken = ({ word, onRemove }: { readonly word: string; readonly onRemove: () => void }) => {
  const meant = useServices(word);
  return (
    <span className="token mono">
      {word}
      {meant > 1 ? <span className="faint">{meant}</span> : null}
      <button type="button" onClick={onRemove} aria-label={`Without ${word}`}>
        ×
      </button>
    </span>
  );
};

/** The number of services that a pattern matches. */
const useServices = (word: string): number => {
  const order = useTree((tree) => tree.order);
  const tree = useTree((one) => one);
  return useMemo(() => {
    const services = order.flatMap((i) => tree.node(i) ?? []).filter(({ kind }) => kind === "service");
    const isMeant = isMeantBy(word);
    return services.filter(({ path }) => isMeant(path)).length;
  }, [tree, order, word]);
};

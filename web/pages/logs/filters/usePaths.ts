import { useMemo } from "react";
import { useTree } from "../../../live/useLive.ts";

/** The paths of all nodes but the root. */
export const usePaths = (): ReadonlyArray<string> => {
  const order = useTree((tree) => tree.order);
  const tree = useTree((one) => one);
  return useMemo(
    () => order.flatMap((i) => tree.node(i)?.path ?? []).filter((path) => path !== ""),
    [tree, order],
  );
};

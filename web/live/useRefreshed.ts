import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLive } from "./useLive.ts";

/** In ms. */
const interval = 1_000;

/**
 * Read a query again when something changes: the whole tree, or the node `i`. At once, and then at most once a second.
 */
export const useRefreshed = (queryKey: QueryKey, i?: number): void => {
  const store = useLive();
  const client = useQueryClient();
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isStale = false;
    const read = (): void => {
      isStale = false;
      void client.invalidateQueries({ queryKey: JSON.parse(key) });
      timer = setTimeout(() => {
        timer = null;
        if (isStale) read();
      }, interval);
    };
    const changed = (): void => {
      if (timer === null) read();
      else isStale = true;
    };
    const remove = i === undefined ? store.structure.add("tree", changed) : store.nodes.add(i, changed);
    return () => {
      remove();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store, client, key, i]);
};

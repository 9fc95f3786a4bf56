import { useSyncExternalStore } from "react";
import type { Versioned } from "./Versioned.ts";

const never = () => () => undefined;

/** Renders again with each change of a store. */
export const useVersion = (store: Versioned | null): void => {
  useSyncExternalStore(store?.subscribe ?? never, () => store?.version ?? 0);
};

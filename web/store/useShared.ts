import { useSyncExternalStore } from "react";
import type { Shared } from "./Shared.ts";

/** The current value, and each later one. */
export const useShared = <Value>(shared: Shared<Value>): Value =>
  useSyncExternalStore(shared.subscribe, () => shared.value);

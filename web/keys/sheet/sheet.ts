import { Shared } from "../../store/Shared.ts";
import { useShared } from "../../store/useShared.ts";

const isOpen = new Shared(false);

/** Show the list of keys. */
export const openSheet = (): void => isOpen.set(true);
export const closeSheet = (): void => isOpen.set(false);

export const useSheet = (): boolean => useShared(isOpen);

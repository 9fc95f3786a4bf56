import { useEffect, useState } from "react";
import { showNotice } from "../notice/notice.ts";

/**
 * A module that is loaded on demand; null until then. It uses no Suspense, which would delay it by up to 300 ms in
 * which the user types. If loading fails, an error is shown and `giveUp` is called.
 */
export const useLoaded = <Module extends object>(
  load: () => Promise<Module>,
  isWanted: boolean,
  giveUp: () => void,
): Module | null => {
  const [module, setModule] = useState<Module | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is loaded and given up is always the same
  useEffect(() => {
    if (!isWanted || module !== null) return;
    load().then(setModule, () => {
      showNotice("This could not be loaded. Is there contact with the daemon? If so, load the page again.");
      giveUp();
    });
  }, [isWanted, module]);
  return module;
};

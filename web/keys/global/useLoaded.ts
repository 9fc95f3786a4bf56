import { useEffect, useState } from "react";
import { say } from "../said.ts";

/**
 * Code that is loaded once it is wanted; null until it is there. Without a boundary that waits: React lets those wait for
 * 300 ms more, in which somebody types. Where it can't be loaded, that is said, and `giveUp` is called.
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
      say("This could not be loaded. Is there contact with the daemon? If so, load the page again.");
      giveUp();
    });
  }, [isWanted, module]);
  return module;
};

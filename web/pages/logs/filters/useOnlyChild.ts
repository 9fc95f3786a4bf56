import { usePaths } from "./usePaths.ts";

/** The path of the chosen child if it is the only one, and has no children or instances of its own. */
export const useOnlyChild = (chosen: ReadonlyArray<string>): string | undefined => {
  const paths = usePaths();
  const [only] = chosen;
  const isOnly = only !== undefined && chosen.length === 1 && paths.includes(only) && !isAbove(only, paths);
  return isOnly ? only : undefined;
};

const isAbove = (path: string, others: ReadonlyArray<string>): boolean =>
  others.some((other) => other.startsWith(`${path}/`) || other.startsWith(`${path}#`));

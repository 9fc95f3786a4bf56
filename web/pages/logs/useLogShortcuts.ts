import { useMemo } from "react";
import { useShortcuts } from "../../keys/useShortcuts.ts";
import type { Change } from "./address.ts";

interface LogCommands {
  readonly follow: () => void;
  readonly wrap: boolean;
  readonly change: Change;
  readonly step: (by: 1 | -1) => void;
}

export const useLogShortcuts = ({ follow, wrap, change, step }: LogCommands): void =>
  useShortcuts(
    useMemo(
      () => ({
        title: "Logs",
        shortcuts: [
          { keys: "f", title: "follow what is printed", run: follow },
          {
            keys: "w",
            title: "wrap long lines, or not",
            run: () => change({ wrap: wrap ? undefined : true }),
          },
          {
            keys: "/",
            title: "search the lines",
            run: () => document.getElementById("search-lines")?.focus(),
          },
          { keys: "n", title: "go to the next hit", run: () => step(1) },
          { keys: "N", title: "go to the previous hit", run: () => step(-1) },
        ],
      }),
      [follow, wrap, change, step],
    ),
  );

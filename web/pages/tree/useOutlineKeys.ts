import { useEffect, useRef, useState } from "react";
import { useShortcuts } from "../../keys/useShortcuts.ts";

/** `j` and `k` go down and up from anywhere on the page, Enter opens the selected node. */
export const useOutlineKeys = (step: (by: 1 | -1) => void, open: () => void): void => {
  const latest = useRef({ step, open });
  useEffect(() => {
    latest.current = { step, open };
  });
  const [group] = useState(() => ({
    title: "The tree",
    shortcuts: [
      { keys: "j", title: "select the next one", run: () => latest.current.step(1), isRepeated: true },
      { keys: "k", title: "select the previous one", run: () => latest.current.step(-1), isRepeated: true },
      { keys: "Enter", title: "open the selected one", run: () => latest.current.open() },
    ],
  }));
  useShortcuts(group);
};

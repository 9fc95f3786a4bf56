import { useMemo } from "react";
import type { ConfigMistake } from "../../../api/config.ts";
import { nameOfText } from "../nameOfText.ts";
import type { useApply } from "../plan/useApply.ts";

const noMistakes: ReadonlyArray<ConfigMistake> = [];

/** The daemon's errors in this text, without those of included files; null: it has not answered yet. */
export const useMistakes = (
  state: ReturnType<typeof useApply>["state"],
): ReadonlyArray<ConfigMistake> | null => {
  const found = state.matches("mistaken") ? state.context.mistakes : null;
  const { value } = state;
  return useMemo(() => {
    if (found !== null) return found.filter(({ file }) => file === nameOfText);
    return value === "editing" || value === "planning" || value === "failed" ? null : noMistakes;
  }, [found, value]);
};

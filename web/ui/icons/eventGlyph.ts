import { type ShownState, shownStates } from "../../live/shownState.ts";

/** The state that a recorded one is shown as: `stopping.killing` is shown as stopping. */
export const glyphOf = (recorded: string): ShownState => {
  const [outermost] = recorded.split(".");
  return shownStates.find((state) => state === outermost) ?? "unknown";
};

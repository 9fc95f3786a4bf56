import { asAttribute, makeChoice } from "./choice.ts";

/** `system`: as the operating system has it. early.ts reads what was chosen, too. */
export const theme = makeChoice(
  "sentinel.theme",
  ["system", "light", "dark"],
  asAttribute("theme", "system"),
);

/** The height of rows. */
export const density = makeChoice(
  "sentinel.density",
  ["compact", "comfortable"],
  asAttribute("density", "compact"),
);

/** Whether animations are shown: as the operating system has it, or never. */
export const motion = makeChoice("sentinel.motion", ["system", "reduced"], asAttribute("motion", "system"));

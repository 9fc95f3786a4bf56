import { asAttribute, makeChoice } from "./choice.ts";

/** `system`: the setting of the operating system. early.ts reads the choice, too. */
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

/** Whether animations are shown: as set in the operating system, or never. */
export const motion = makeChoice("sentinel.motion", ["system", "reduced"], asAttribute("motion", "system"));

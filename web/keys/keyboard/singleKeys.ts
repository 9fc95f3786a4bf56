import { makeChoice } from "../../theme/choice.ts";

/** Whether shortcuts without Ctrl or Cmd are enabled. */
export const singleKeys = makeChoice("sentinel.keys", ["on", "off"]);

import { makeChoice } from "../theme/choice.ts";

/** Whether keys without Ctrl or Cmd do something. */
export const singleKeys = makeChoice("sentinel.keys", ["on", "off"]);

import { thing } from "../test/double.ts";
export const use = thing;

import { thing } from "../handle.ts";
export const use = thing;

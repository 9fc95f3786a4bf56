import { thing } from "../supervisors/tree.ts";
export const use = thing;

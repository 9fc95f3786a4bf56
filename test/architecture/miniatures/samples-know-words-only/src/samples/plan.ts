import { thing } from "../../src/policy/thing.ts";
export const use = thing;

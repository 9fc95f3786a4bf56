import { thing } from "../../src/policy/decision.ts";
export const use = thing;

import { thing } from "../../src/config/thing.ts";
export const use = thing;

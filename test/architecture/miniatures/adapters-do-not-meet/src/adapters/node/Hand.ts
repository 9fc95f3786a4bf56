import { thing } from "../../../src/adapters/sqlite/Other.ts";
export const use = thing;

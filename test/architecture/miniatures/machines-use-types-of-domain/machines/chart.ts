import { thing } from "../src/domain/word.ts";
export const use = thing;

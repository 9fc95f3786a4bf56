import { thing } from "../src/adapters/node/Hand.ts";
export const use = thing;

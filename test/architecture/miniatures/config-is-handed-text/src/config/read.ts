import { thing } from "../../src/ports/Port.ts";
export const use = thing;

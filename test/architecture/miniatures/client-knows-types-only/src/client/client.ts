import { thing } from "../../api/app.ts";
export const use = thing;

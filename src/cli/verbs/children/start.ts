import { commandChildren } from "../../wait/commandChildren.ts";

export const perform = commandChildren("start");

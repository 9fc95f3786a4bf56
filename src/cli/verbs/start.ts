import { commandChildren } from "../wanted.ts";

export const perform = commandChildren("start");

import { Effect } from "effect";
export const use = Effect;

import { decide } from "../src/policy/decide.ts";

export const page = decide();

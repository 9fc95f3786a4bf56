import { page } from "../tree/page.ts";

export const logs = page;

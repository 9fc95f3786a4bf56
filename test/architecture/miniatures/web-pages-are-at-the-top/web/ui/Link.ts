import { page } from "../pages/tree/page.ts";

export const link = page;

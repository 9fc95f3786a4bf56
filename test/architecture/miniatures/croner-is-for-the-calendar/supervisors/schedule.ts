import { Cron } from "croner";
export const use = Cron;

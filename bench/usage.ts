/** What bench/usage.mjs measures. */
export { readStat } from "../src/adapters/node/process/table/procfs.ts";
export { makeProcUsage } from "../src/adapters/node/usage/procUsage.ts";

/** The charts that `npm run charts` lays out, and what it needs to do so. */
import { checkMachine } from "../check.ts";
import { jobMachine } from "../job.ts";
import { serviceMachine } from "../service.ts";
import { supervisorMachine } from "../supervisor.ts";

export { checkLayout } from "./check.ts";
export { layoutChart } from "./layoutChart.ts";

/** The charts that are laid out, in schema/charts by their ids. */
export const machines = [serviceMachine, supervisorMachine, checkMachine, jobMachine];

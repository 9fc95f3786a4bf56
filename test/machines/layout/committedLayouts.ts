import { Schema } from "effect";
import { jobMachine } from "../../../machines/job.ts";
import { serviceMachine } from "../../../machines/service.ts";
import { supervisorMachine } from "../../../machines/supervisor.ts";
import job from "../../../schema/charts/job.json" with { type: "json" };
import service from "../../../schema/charts/service.json" with { type: "json" };
import supervisor from "../../../schema/charts/supervisor.json" with { type: "json" };
import { ChartLayout } from "../../../src/domain/view/ChartLayout.ts";

const decoded = (text: unknown): ChartLayout =>
  Schema.decodeUnknownSync(ChartLayout, { onExcessProperty: "error" })(text);

/** The layouts in schema/charts with the machines that they draw. */
export const committedLayouts = {
  service: { machine: serviceMachine, layout: decoded(service) },
  supervisor: { machine: supervisorMachine, layout: decoded(supervisor) },
  job: { machine: jobMachine, layout: decoded(job) },
} as const;

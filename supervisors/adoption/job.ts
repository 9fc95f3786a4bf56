import type { JobNode } from "../node/node.ts";
import { type Findings, type ResumePoint, wasUp } from "./findings.ts";
import { reasonIn } from "./remembered.ts";

/** Where a job resumes: what it was doing is stored with the ledger. */
export const jobResumePoint = (node: JobNode, { memories }: Findings): ResumePoint | null => {
  const memory = memories.get(node.path);
  if (!memory) return null;
  const state = memory.state === "stopping" ? "stopping" : wasUp(memory) ? "running" : "stopped";
  return { state, adopted: null, ask: null };
};

/** Resume the chart of a job, then what was decided about it. */
export const resumeJob = (node: JobNode, { state }: ResumePoint, findings: Findings): void => {
  const { wiring, memories } = findings;
  const found = state === "running" || state === "stopping" ? state : "stopped";
  node.actor.send({
    type: "RESUME",
    found,
    at: wiring.now.monotonic(),
    ...reasonIn(state, memories.get(node.path)),
  });
  if (found !== "stopped") wiring.jobs.resume(node);
};

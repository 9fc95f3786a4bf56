import type { Memory } from "../../src/domain/stored/Memory.ts";
import { resumeChart } from "../check/checkNode.ts";
import type { CheckNode } from "../node/node.ts";
import type { Findings, ResumePoint } from "./findings.ts";
import { reasonIn } from "./remembered.ts";

/** A check resumes as it was: what follows from its reports is stored apart. */
export const checkResumePoint = (memory: Memory | undefined): ResumePoint | null =>
  memory?.state === "running" || memory?.state === "stopped"
    ? { state: memory.state, adopted: null, ask: null }
    : null;

export const resumeCheck = (node: CheckNode, { state }: ResumePoint, findings: Findings): void => {
  const memory = findings.memories.get(node.path);
  resumeChart(node, state === "running" ? "running" : "stopped", reasonIn(state, memory), findings.wiring);
};

/** The charts of nodes, by the kind of node. */
import type { AnyStateMachine } from "xstate";
import type { ChildKind } from "../src/domain/tree/ChildSpec.ts";
import { checkMachine } from "./check.ts";
import { jobMachine } from "./job.ts";
import { serviceMachine } from "./service.ts";
import { supervisorMachine } from "./supervisor.ts";

export const machines: { readonly [Kind in ChildKind]: AnyStateMachine } = {
  service: serviceMachine,
  supervisor: supervisorMachine,
  check: checkMachine,
  job: jobMachine,
};

import type { CheckSpec, Expectation } from "../../../domain/tree/ChildSpec.ts";
import { neverRestarted } from "../supervised.ts";

/** A check has nothing that could be stopped or started. */
const supervised = { ...neverRestarted, shutdown: "brutal_kill", autostart: true } as const;

/** A check with this expectation. */
export const checkOf = (name: string, expectation: Expectation): CheckSpec => ({
  kind: "check",
  id: name,
  ...supervised,
  ...expectation,
});

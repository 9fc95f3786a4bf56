import type { CheckSpec, Expectation } from "../../../domain/tree/ChildSpec.ts";
import { noBackoff } from "../supervised.ts";

/** Supervision of a check: nothing of it can fail or be restarted, so that these settings can't be chosen. */
const supervised = {
  restart: "permanent",
  significant: false,
  backoff: noBackoff,
  limit: null,
  onLimit: "fail",
  shutdown: "brutal_kill",
  autostart: true,
} as const;

/** A check with this expectation. */
export const checkOf = (name: string, expectation: Expectation): CheckSpec => ({
  kind: "check",
  id: name,
  ...supervised,
  ...expectation,
});

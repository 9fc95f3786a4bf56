import type { HookName } from "../../domain/tree/HookSpec.ts";

/** The hooks of a child, in the order in which a run has them. */
export const hookNames = [
  "before_start",
  "after_start",
  "before_stop",
  "after_exit",
] as const satisfies ReadonlyArray<HookName>;

import type { Instant, Instants } from "./Instants.ts";

/** This instant alone. */
export const once = (at: Instant): Instants => ({
  next: (after) => (after < at ? at : null),
  includes: (asked) => asked === at,
});

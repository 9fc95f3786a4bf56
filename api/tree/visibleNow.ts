import { Effect } from "effect";
import { Supervision } from "../../supervisors/Supervision.ts";

/** The number on the live channel at which everything that has been done is visible. */
export const visibleNow = Effect.flatMap(Supervision, ({ views }) =>
  Effect.map(views, ({ epoch, seq }) => ({ epoch, seq })),
);

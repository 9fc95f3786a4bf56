import { Schema } from "effect";

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const Instant = Schema.Int;
export type Instant = typeof Instant.Type;

/** When something is expected to happen; `src/calendar` calculates the instants. */
export const Schedule = Schema.Union(
  /** Five or six fields, or a nickname such as `@daily`, in a named time zone. */
  Schema.Struct({ cron: Schema.String, timezone: Schema.String }),
  /** The grid `anchor + k × everyMs`, in both directions, so that no restart shifts it. */
  Schema.Struct({ everyMs: Schema.Int.pipe(Schema.positive()), anchor: Instant }),
  /** Once. */
  Schema.Struct({ at: Instant }),
).annotations({ identifier: "Schedule" });
export type Schedule = typeof Schedule.Type;

/** A window of time; `until` is no longer part of it. */
export const Window = Schema.Struct({ from: Instant, until: Instant });
export type Window = typeof Window.Type;

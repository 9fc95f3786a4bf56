import { Schema } from "effect";

/** One setting of a home: what this daemon goes by, and what the next one will. */
const SettingView = Schema.Struct({
  key: Schema.String,
  description: Schema.String,
  /** The value that this daemon goes by, as it is written in the file; null: none. */
  in_force: Schema.Unknown,
  /** Where that comes from. */
  source: Schema.Literal("command line", "file", "default"),
  /** What the file says now; null where it does not say it. */
  written: Schema.Unknown,
  /** The line of the file that says it. */
  line: Schema.NullOr(Schema.Int),
  /** When a change of it takes effect: once another daemon has the home. */
  takes_effect: Schema.Literal("next daemon"),
  /** The next daemon, started with the same options, goes by another value. */
  pending: Schema.Boolean,
}).annotations({ identifier: "Setting" });

/** The settings of a home (`settings.yaml`). */
export const SettingsView = Schema.Struct({
  /** The name of the file in the home. */
  file: Schema.String,
  /** The `ETag` of this answer, for `If-Match`. */
  tag: Schema.String,
  settings: Schema.Array(SettingView),
  /** Something has been changed that only the next daemon goes by. */
  restart_needed: Schema.Boolean,
  /** Why the file can't be used as it is now: no daemon would start with it. */
  mistakes: Schema.Array(
    Schema.Struct({ key: Schema.String, message: Schema.String, hint: Schema.NullOr(Schema.String) }),
  ),
});
export type SettingsView = typeof SettingsView.Type;

import { Schema } from "effect";

/** One setting of a home: its value for this daemon and for the next one. */
const SettingView = Schema.Struct({
  key: Schema.String,
  description: Schema.String,
  /** The value that this daemon uses, in the form of the file; null: none. */
  in_force: Schema.Unknown,
  /** The source of that value. */
  source: Schema.Literal("command line", "file", "default"),
  /** The current value in the file; null if the file does not set it. */
  written: Schema.Unknown,
  /** The line of the file that sets it. */
  line: Schema.NullOr(Schema.Int),
  /** When a change takes effect: once another daemon holds the home. */
  takes_effect: Schema.Literal("next daemon"),
  /** Whether the next daemon, started with the same options, will use another value. */
  pending: Schema.Boolean,
}).annotations({ identifier: "Setting" });

/** The settings of a home (`settings.yaml`). */
export const SettingsView = Schema.Struct({
  /** The name of the file in the home. */
  file: Schema.String,
  /** The `ETag` of this answer, for `If-Match`. */
  tag: Schema.String,
  settings: Schema.Array(SettingView),
  /** Whether a value has changed that only the next daemon will use. */
  restart_needed: Schema.Boolean,
  /** Why the current file can't be used: no daemon would start with it. */
  mistakes: Schema.Array(
    Schema.Struct({ key: Schema.String, message: Schema.String, hint: Schema.NullOr(Schema.String) }),
  ),
});
export type SettingsView = typeof SettingsView.Type;

import { Context, type Effect } from "effect";
import type { InvalidSettings, PreconditionFailed, SettingsNotWritten } from "../../domain/Errors.ts";
import type { SettingsView } from "../../domain/view/SettingsView.ts";

/** The new settings, all of them: omitted ones are reset to their defaults. */
interface WantedSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  /** The tags of the file for which the change is valid; null: any. */
  readonly expected: ReadonlyArray<string> | null;
}

/** The settings of the home, and those in use by its daemon. */
export class HomeSettings extends Context.Tag("sentinel/HomeSettings")<
  HomeSettings,
  {
    readonly read: Effect.Effect<SettingsView>;
    /** Write the file; returns the keys whose values have changed. If anything is invalid, nothing is written. */
    readonly write: (
      wanted: WantedSettings,
    ) => Effect.Effect<ReadonlyArray<string>, InvalidSettings | PreconditionFailed | SettingsNotWritten>;
  }
>() {}

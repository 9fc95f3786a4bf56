import { Context, type Effect } from "effect";
import type { InvalidSettings, PreconditionFailed, SettingsNotWritten } from "../domain/Errors.ts";
import type { SettingsView } from "../domain/view/SettingsView.ts";

/** Other settings, all of them: what is left out goes back to its default. */
interface WantedSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  /** The tags that the file may have; null: any. */
  readonly expected: ReadonlyArray<string> | null;
}

/** The settings of the home, and those that its daemon goes by. */
export class HomeSettings extends Context.Tag("sentinel/HomeSettings")<
  HomeSettings,
  {
    readonly read: Effect.Effect<SettingsView>;
    /** Write the file; succeeds with the keys whose values are others now. Nothing is written where anything is wrong. */
    readonly write: (
      wanted: WantedSettings,
    ) => Effect.Effect<ReadonlyArray<string>, InvalidSettings | PreconditionFailed | SettingsNotWritten>;
  }
>() {}

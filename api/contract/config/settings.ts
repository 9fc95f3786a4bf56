import { Schema } from "effect";
import { SettingsView } from "../../../src/domain/view/SettingsView.ts";
import { document, route } from "../route.ts";

/** The settings of the home, for admins. */
export const settings = {
  settings: route({
    name: "settings",
    method: "GET",
    path: "/settings",
    caching: "tagged",
    role: "admin",
    summary: "Show the settings: what is in force, where it comes from, and what waits for another daemon",
    answer: document(SettingsView),
    refusals: [],
  }),
  changeSettings: route({
    name: "changeSettings",
    method: "PUT",
    path: "/settings",
    role: "admin",
    summary: "Write the settings",
    description:
      "All of them: a key that is left out goes back to its default. The comments of the file are kept. Nothing is written where anything is wrong, or where the next daemon would not start with it.",
    body: Schema.Struct({
      /** As in `settings.yaml`. */
      settings: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
    }),
    answer: document(
      Schema.Struct({
        ...SettingsView.fields,
        /** The keys that have another value now. */
        changed: Schema.Array(Schema.String),
      }),
    ),
    refusals: ["InvalidSettings", "PreconditionFailed", "SettingsNotWritten"],
    audit: {
      action: "update_settings",
      resultOf: ({ changed }) => ({
        ...{ paths: [], outcome: "done" },
        reason:
          changed.length === 0
            ? "the settings are as they were"
            : `${changed.join(", ")} changed; effective when the next daemon starts`,
      }),
    },
    examples: { body: { settings: { listen: "127.0.0.1:7400", hosts: ["shop.example.com"] } } },
  }),
};

import { Either, JSONSchema } from "effect";
import type { ConfigError } from "../diagnostics/ConfigError.ts";
import { makeReport } from "../diagnostics/report.ts";
import { decode } from "../language/decode.ts";
import { outsideOfChildren } from "../language/knownKeys.ts";
import { parseYaml } from "../yaml/parseYaml.ts";
import { type Settings, SettingsFile } from "./settings.ts";

/** The settings that a text declares, or everything that is wrong with it. `file`: its name, for messages. */
export const readSettings = (
  text: string,
  file: string,
): Either.Either<Settings, ReadonlyArray<ConfigError>> => {
  const report = makeReport(file, text);
  const located = parseYaml(text, report);
  if (located === null) return Either.left(report.errors());
  // A file of comments alone.
  if (located.kind === "scalar" && located.value === null) return Either.right({});
  if (located.kind !== "map") {
    report.error(located.at, "settings are a map of keys", "write for example: listen: 127.0.0.1:7368");
    return Either.left(report.errors());
  }
  const settings = decode(SettingsFile, located, outsideOfChildren("the settings"), report);
  return settings === null || report.errors().length > 0
    ? Either.left(report.errors())
    : Either.right(settings);
};

/** The JSON Schema of `settings.yaml`, as text, for editors. */
export const settingsSchemaText = (): string =>
  `${JSON.stringify({ title: "settings.yaml", ...JSONSchema.make(SettingsFile) }, null, 2)}\n`;

import { Either, JSONSchema } from "effect";
import type { ConfigError } from "../diagnostics/ConfigError.ts";
import { plain } from "../diagnostics/located.ts";
import { makeReport, type Report } from "../diagnostics/report.ts";
import { decode } from "../language/decode.ts";
import { outsideOfChildren } from "../language/knownKeys.ts";
import { parseYaml } from "../yaml/parseYaml.ts";
import { type Settings, SettingsFile } from "./settings.ts";

/** A setting in a text. */
export interface WrittenSetting {
  readonly value: unknown;
  /** Starts at 1. */
  readonly line: number;
}

/** The settings in a text. */
export interface SettingsText {
  /** Null if anything is invalid. */
  readonly settings: Settings | null;
  /** Each key with its value as written; empty if the text is not YAML. */
  readonly written: ReadonlyMap<string, WrittenSetting>;
  readonly errors: ReadonlyArray<ConfigError>;
}

const nothingWritten: SettingsText["written"] = new Map();

const read = (text: string, report: Report): Omit<SettingsText, "errors"> => {
  const located = parseYaml(text, report);
  const unusable = { settings: null, written: nothingWritten };
  if (located === null) return unusable;
  // The file has only comments.
  if (located.kind === "scalar" && located.value === null) return { settings: {}, written: nothingWritten };
  if (located.kind !== "map") {
    report.error(located.at, "settings are a map of keys", "write for example: listen: 127.0.0.1:7368");
    return unusable;
  }
  const written = [...located.entries].map(
    ([key, { keyAt, value }]) => [key, { value: plain(value), line: keyAt.line }] as const,
  );
  return {
    settings: decode(SettingsFile, located, outsideOfChildren("the settings"), report),
    written: new Map(written),
  };
};

/** The settings in a text, and all its mistakes. `file`: its name, for messages. */
export const readSettingsText = (text: string, file: string): SettingsText => {
  const report = makeReport(file, text);
  const { settings, written } = read(text, report);
  const errors = report.errors();
  return { settings: errors.length > 0 ? null : settings, written, errors };
};

/** The settings that a text declares, or all its mistakes. `file`: its name, for messages. */
export const readSettings = (
  text: string,
  file: string,
): Either.Either<Settings, ReadonlyArray<ConfigError>> => {
  const { settings, errors } = readSettingsText(text, file);
  return settings === null ? Either.left(errors) : Either.right(settings);
};

/** The JSON Schema of `settings.yaml`, as text, for editors. */
export const settingsSchemaText = (): string =>
  `${JSON.stringify({ title: "settings.yaml", ...JSONSchema.make(SettingsFile) }, null, 2)}\n`;

import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { homeFiles } from "./files.ts";
import { replaceFile } from "./replaceFile.ts";

/** The service that starts the daemons of a home, as `sentinel service install` recorded it. */
interface ServiceRecord {
  readonly label: string;
  readonly scope: "user" | "system";
  /** The path of its plist or unit. */
  readonly definition: string;
}

const knownFormat = 1;

const parse = (text: string): ServiceRecord | null => {
  const { format, label, scope, definition }: Readonly<Record<string, unknown>> = JSON.parse(text);
  return format === knownFormat &&
    typeof label === "string" &&
    (scope === "user" || scope === "system") &&
    typeof definition === "string"
    ? { label, scope, definition }
    : null;
};

/** The service of a home; null if it has none, or its definition was removed by hand. */
export const readServiceRecord = (home: string): ServiceRecord | null => {
  try {
    const record = parse(readFileSync(join(home, homeFiles.service), "utf8"));
    return record !== null && existsSync(record.definition) ? record : null;
  } catch {
    return null;
  }
};

/** Record the service of a home. Throws the file system's error. */
export const writeServiceRecord = (home: string, record: ServiceRecord): void =>
  replaceFile(join(home, homeFiles.service), `${JSON.stringify({ format: knownFormat, ...record })}\n`);

export const removeServiceRecord = (home: string): void =>
  rmSync(join(home, homeFiles.service), { force: true });

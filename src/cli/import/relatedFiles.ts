import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Source } from "../../config/import/draft/request.ts";
import { readSource } from "./readSources.ts";

const readIfExists = (file: string): ReadonlyArray<Source> =>
  existsSync(file) ? [{ file, text: readSource(file) }] : [];

const dropIns = (unit: string): ReadonlyArray<Source> => {
  const folder = `${unit}.d`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".conf"))
    .sort()
    .flatMap((name) => readIfExists(join(folder, name)));
};

/** `worker@.service` for `worker@3.service`; null for a unit that is not an instance. */
const templateOf = (unit: string): string | null => {
  const match = /^(.*@)[^@]+(\.[a-z]+)$/.exec(basename(unit));
  return match ? join(dirname(unit), `${match[1]}${match[2]}`) : null;
};

const systemd = (file: string): ReadonlyArray<Source> => {
  const template = templateOf(file);
  const units = [file, ...(template === null ? [] : [template])];
  const service = file.replace(/\.(timer|socket)$/, ".service");
  const timer = file.replace(/\.service$/, ".timer");
  const others = [service, timer].filter((one) => one !== file);
  return [...units.flatMap(dropIns), ...others.flatMap((one) => [...readIfExists(one), ...dropIns(one)])];
};

/** The files that the source's own program would also read, found by their names. */
export const relatedFiles = (format: string, file: string): ReadonlyArray<Source> => {
  if (format === "systemd") return systemd(file);
  if (format === "procfile")
    return [".overmind.env", ".env"].flatMap((name) => readIfExists(join(dirname(file), name)));
  if (format === "process-compose") {
    const override = file.replace(/\.(ya?ml)$/, ".override.$1");
    return [
      ...(override === file ? [] : readIfExists(override)),
      ...readIfExists(join(dirname(file), ".env")),
    ];
  }
  return [];
};

/** The file of a unit: its own or, for an instance without one, that of its template. */
export const unitFile = (file: string): string => {
  const template = templateOf(file);
  return template !== null && !existsSync(file) && existsSync(template) ? template : file;
};

import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Source } from "../../config/import/request.ts";
import { readSource } from "./readSources.ts";

const ifThere = (file: string): ReadonlyArray<Source> =>
  existsSync(file) ? [{ file, text: readSource(file) }] : [];

const dropIns = (unit: string): ReadonlyArray<Source> => {
  const folder = `${unit}.d`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".conf"))
    .sort()
    .flatMap((name) => ifThere(join(folder, name)));
};

/** `worker@.service` for `worker@3.service`; null for a unit that is no instance. */
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
  return [...units.flatMap(dropIns), ...others.flatMap((one) => [...ifThere(one), ...dropIns(one)])];
};

/** What else the source's own program would read: the files that it finds beside a source by their names. */
export const filesBeside = (format: string, file: string): ReadonlyArray<Source> => {
  if (format === "systemd") return systemd(file);
  if (format === "procfile")
    return [".overmind.env", ".env"].flatMap((name) => ifThere(join(dirname(file), name)));
  if (format === "process-compose") {
    const override = file.replace(/\.(ya?ml)$/, ".override.$1");
    return [...(override === file ? [] : ifThere(override)), ...ifThere(join(dirname(file), ".env"))];
  }
  return [];
};

/** The file that holds a unit: itself, or for an instance without a file its template. */
export const fileOfUnit = (file: string): string => {
  const template = templateOf(file);
  return template !== null && !existsSync(file) && existsSync(template) ? template : file;
};

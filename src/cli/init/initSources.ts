import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file that declares what runs in a folder, with its format. */
export interface InitSource {
  readonly format: "process-compose" | "pm2" | "procfile" | "supervisord" | "package.json";
  /** Its name in the folder. */
  readonly file: string;
}

/** The known files, in order of preference. */
const sourceFiles: ReadonlyArray<readonly [InitSource["format"], RegExp]> = [
  ["process-compose", /^process-compose\.ya?ml$/],
  ["pm2", /^(ecosystem|pm2)\.config\.([cm]?js|json)$/],
  ["supervisord", /^supervisord\.conf$/],
  ["procfile", /^Procfile$/],
  ["package.json", /^package\.json$/],
];

export const initFormats: ReadonlyArray<string> = sourceFiles.map(([format]) => format);

/** The npm scripts of a package.json that start a long-running process. */
export interface Scripts {
  readonly name: string | null;
  readonly scripts: ReadonlyArray<readonly [string, string]>;
}

const longRunningScripts = ["start", "dev", "serve"];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Read the scripts of a package.json; none if it can't be read. */
export const scriptsIn = (file: string): Scripts => {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { name: null, scripts: [] };
  }
  if (!isRecord(found)) return { name: null, scripts: [] };
  const scripts = isRecord(found.scripts) ? found.scripts : {};
  return {
    name: typeof found.name === "string" ? found.name : null,
    scripts: longRunningScripts.flatMap((name) => {
      const script = scripts[name];
      return typeof script === "string" ? [[name, script] as const] : [];
    }),
  };
};

/** The files in a folder that a first file can be made from, in order of preference. */
export const initSourcesIn = (folder: string): ReadonlyArray<InitSource> => {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return sourceFiles.flatMap(([format, pattern]) =>
    names
      .filter((name) => pattern.test(name))
      .filter((name) => format !== "package.json" || scriptsIn(join(folder, name)).scripts.length > 0)
      .slice(0, 1)
      .map((file) => ({ format, file })),
  );
};

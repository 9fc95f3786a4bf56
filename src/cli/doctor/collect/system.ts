import { execFile } from "node:child_process";
import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The text of a file; null: it is not there or can't be read. */
export const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};

/** The number in a file; null: there is none. `max` is no limit. */
export const numberIn = (file: string): number | null => {
  const text = textOf(file)?.trim();
  if (text === undefined || text === "") return null;
  if (text === "max") return Number.POSITIVE_INFINITY;
  const number = Number(text.split(/\s/)[0]);
  return Number.isNaN(number) ? null : number;
};

/** The names in a folder; none if it can't be read. */
export const namesIn = (folder: string): ReadonlyArray<string> => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** The pids in /proc; none if the system has none. */
export const pidsIn = (proc: string): ReadonlyArray<string> =>
  namesIn(proc).filter((name) => /^\d+$/.test(name));

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The first of these files that can be run; null: none can. */
export const firstExecutable = (...files: ReadonlyArray<string>): string | null =>
  files.find(isExecutable) ?? null;

/** Where a program is found by the PATH; null: it is not there. */
export const onPath = (name: string, path = process.env.PATH ?? ""): string | null =>
  firstExecutable(...path.split(":").flatMap((folder) => (folder === "" ? [] : [join(folder, name)])));

/** What a program prints; null: it is not there, fails, or takes longer than 2 s. */
export const printedBy = (program: string, ...args: ReadonlyArray<string>): Promise<string | null> =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: 2_000, env: { ...process.env, LC_ALL: "C" } }, (error, out) =>
      resolve(error ? null : out),
    );
  });

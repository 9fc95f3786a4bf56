import { existsSync, readFileSync } from "node:fs";
import { readCommandLine } from "./escape.ts";

/** The command of a unit that `renderUnit` made; empty if there is no such unit. */
const commandIn = (definition: string): ReadonlyArray<string> => {
  if (!existsSync(definition)) return [];
  const line = /^ExecStart=(.*)$/m.exec(readFileSync(definition, "utf8"))?.[1] ?? "";
  return readCommandLine(line);
};

/** The programs that a unit needs: node, and sentinel.js. */
export const programsIn = (definition: string): ReadonlyArray<string> => {
  const words = commandIn(definition);
  return words.slice(0, words.indexOf("daemon")).filter((word) => word.startsWith("/"));
};

/** The home that a unit's daemon has; null if there is no such unit. */
export const homeIn = (definition: string): string | null => {
  const words = commandIn(definition);
  const at = words.indexOf("--home");
  return at < 0 ? null : (words[at + 1] ?? null);
};

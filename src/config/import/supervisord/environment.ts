import type { Position } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { Row } from "../table/row.ts";
import { text } from "../table/values.ts";

/** Split `KEY="a b",OTHER=c` as Supervisor does: shell words separated by commas. */
export const readEnvironment = (
  text: string,
  at: Position,
  report: Report,
): ReadonlyArray<readonly [string, string]> => {
  const found: Array<readonly [string, string]> = [];
  const pair = /[\s,]*([^\s=,]+)\s*=\s*((?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|[^,"'\s])*)\s*(?=,|$|\s)/y;
  while (!/^[\s,]*$/.test(text.slice(pair.lastIndex))) {
    const here = pair.lastIndex;
    const match = pair.exec(text);
    if (!match) {
      report.error(
        at,
        `environment: "${text.slice(here, here + 40)}" is not KEY=value`,
        'write KEY="value",OTHER="value"',
      );
      return found;
    }
    const value = (match[2] ?? "").replace(
      /"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'/g,
      (_, double: string | undefined, single: string | undefined) =>
        double === undefined ? (single ?? "") : double.replace(/\\(["\\])/g, "$1"),
    );
    found.push([match[1] ?? "", value]);
  }
  return found;
};

/** The variables of an `environment=`, into `env`. */
export const putEnvironment: NonNullable<Row["apply"]> = (value, draft, { report }) => {
  for (const [name, to] of readEnvironment(text(value), value.at, report))
    draft.settings.set(`env.${name}`, to);
  return undefined;
};

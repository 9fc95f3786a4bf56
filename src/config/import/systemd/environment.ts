import type { Located } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { parseEnvFile } from "../../read/service/parseEnvFile.ts";
import type { Outcome, RowContext } from "../table/row.ts";
import { texts } from "../table/values.ts";
import { execWords } from "./exec.ts";
import { type UnitContext, write } from "./unitRows.ts";

/** The variables of `Environment=`; invalid ones are errors. */
export const variablesOf = (value: Located | undefined, report: Report): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const line of texts(value)) {
    const words = execWords(line);
    if (words === null && value) report.error(value.at, "Environment: a quote is not closed", "close it");
    for (const word of words ?? []) {
      const [, name, to = ""] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word) ?? [];
      if (name !== undefined) found.set(name, to);
      else if (value)
        report.error(value.at, `Environment: "${word}" is not NAME=value`, 'write "NAME=value with blanks"');
    }
  }
  return found;
};

/** The environment files, with a `?` at the end of those that may be missing. */
export const filesOf = (
  value: Located | undefined,
  rowContext: RowContext<UnitContext>,
): ReadonlyArray<string> => texts(value).map((file) => write(file.replace(/^-(.*)$/, "$1?"), rowContext));

/**
 * Variables of `Environment=` that an environment file also sets, and those that an unreadable one might set: in
 * systemd the files win, in Sentinel `env` does. Only names are read from the files.
 */
export const contested = (rowContext: RowContext<UnitContext>) => {
  const { given, report, context } = rowContext;
  const own = [...variablesOf(given("Environment"), report).keys()];
  const found = filesOf(given("EnvironmentFile"), rowContext).map((file) =>
    context.request.place.read(file.replace(/\?$/, "")),
  );
  const set = new Set(
    found.flatMap((one) => ("text" in one ? parseEnvFile(one.text).assignments.map(({ key }) => key) : [])),
  );
  const isUnread = found.some((one) => "why" in one);
  return {
    lost: own.filter((name) => set.has(name)),
    open: isUnread ? own.filter((name) => !set.has(name)) : [],
  };
};

/** The findings on variables that both a file and `Environment=` may set. */
export const toldContested = ({ lost, open }: ReturnType<typeof contested>): Outcome => {
  const notes = [
    ...(lost.length > 0
      ? [`${lost.join(", ")} of Environment= left out, since the file now sets them, and wins in systemd`]
      : []),
    ...(open.length > 0
      ? [
          `a file can't be read here; if it sets ${open.join(" or ")}, remove that from \`env\`, which wins over the file here and not in systemd`,
        ]
      : []),
  ];
  return notes.length > 0 ? { fidelity: "approximate", note: notes.join("; ") } : undefined;
};

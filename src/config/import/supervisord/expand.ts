import type { Position } from "../../located.ts";
import type { Report } from "../../report.ts";
import { literal, variable } from "../sentinelText.ts";

/** What `%(name)s` stands for; values are the language's text already. */
export type Expansions = Readonly<Record<string, string>>;

const formatted = (value: string, format: string): string => {
  const width = /^(0?)(\d*)d$/.exec(format);
  if (!width) return value;
  return value.padStart(Number(width[2] || 0), width[1] === "0" ? "0" : " ");
};

/**
 * Supervisor's expansions in a value: `%(here)s`, `%(process_num)02d`, `%(ENV_X)s`, `%%`. What comes from the
 * environment of the daemon becomes a reference, so that it is filled in where the tree is loaded.
 */
export const expand = (text: string, known: Expansions, at: Position, report: Report): string => {
  let from = 0;
  const parts: Array<string> = [];
  for (const found of text.matchAll(/%%|%\(([^()]*)\)([-#0-9. +]*[a-z])|%/g)) {
    parts.push(literal(text.slice(from, found.index)));
    from = found.index + found[0].length;
    const [whole, name, format = "s"] = found;
    if (whole === "%%") parts.push("%");
    else if (name !== undefined && Object.hasOwn(known, name))
      parts.push(formatted(known[name] ?? "", format));
    else if (name?.startsWith("ENV_")) parts.push(variable(name.slice(4)));
    else
      report.say(
        at,
        name === undefined ? "a % stands alone" : `%(${name})${format} is not a name that Supervisor knows`,
        name === undefined
          ? "write %% for a percent sign"
          : "known: here, program_name, process_num, numprocs, group_name, host_node_name, ENV_*",
      );
  }
  return [...parts, literal(text.slice(from))].join("");
};

import type { Position } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { literal, variable } from "../table/sentinelText.ts";

/** The values of `%(name)s`, already as text of Sentinel's language. */
export type Expansions = Readonly<Record<string, string>>;

const formatted = (value: string, format: string): string => {
  const width = /^(0?)(\d*)d$/.exec(format);
  if (!width) return value;
  return value.padStart(Number(width[2] || 0), width[1] === "0" ? "0" : " ");
};

/**
 * Expand Supervisor's expressions in a value: `%(here)s`, `%(process_num)02d`, `%(ENV_X)s`, `%%`. Environment
 * variables become references, which are expanded when the tree is loaded.
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
      report.error(
        at,
        name === undefined ? "a lone %" : `%(${name})${format} is not a name known to Supervisor`,
        name === undefined
          ? "write %% for a percent sign"
          : "known: here, program_name, process_num, numprocs, group_name, host_node_name, ENV_*",
      );
  }
  return [...parts, literal(text.slice(from))].join("");
};

import type { PrintedEntry } from "../../src/domain/Event.ts";
import type { LogLine } from "../../src/domain/LogLine.ts";
import type { NodeView } from "../../src/domain/view/NodeView.ts";
import type { TreeStatus } from "../../src/domain/view/Status.ts";

/** No control characters: a terminal would obey them. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, "�");

/** Columns that are as wide as their widest cell, two blanks between them. */
const table = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
};

type Listed = Pick<NodeView, "path" | "state" | "reason"> & { readonly pid?: number | null };

/** Children as a table with a line of headings. */
export const childrenText = (children: ReadonlyArray<Listed>): ReadonlyArray<string> =>
  table([
    ["PATH", "STATE", "PID", "REASON"],
    ...children.map(({ path, state, reason, pid }) => [
      path || "/",
      state,
      String(pid ?? "-"),
      printable(reason),
    ]),
  ]);

/** A status: the tree, then its children. */
export const statusText = (status: TreeStatus): ReadonlyArray<string> => [
  printable(`${status.name}: ${status.state} (${status.reason}), revision ${status.revision.slice(0, 19)}`),
  ...childrenText(status.children),
];

/** An event in one line. */
export const eventText = (entry: PrintedEntry): string => {
  const { at, seq, subject, by, type, ...rest } = entry;
  const details = Object.entries(rest).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [`${name}=${JSON.stringify(value)}`] : [],
  );
  return printable(`${at} ${seq} ${subject || "/"} ${type} by ${by}: ${details.join(" ")}`);
};

/** A line of output with its time and child; its text is as the child has printed it. */
export const lineText = (line: LogLine | { readonly problem: string }): string =>
  "problem" in line ? `# ${line.problem}` : `${line.at} ${line.path} | ${line.text}`;

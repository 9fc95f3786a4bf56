import type { Located, LocatedMap, Position } from "../../diagnostics/located.ts";
import { makeReport, type Report } from "../../diagnostics/report.ts";
import { parseEnvFile } from "../../read/service/parseEnvFile.ts";
import { makeDraft, makeTree } from "../draft/draft.ts";
import type { Finding } from "../draft/Finding.ts";
import { makeNames } from "../draft/names.ts";
import { type ImportRequest, type ImportResult, resultUnlessErrors } from "../draft/request.ts";
import { applyRows } from "../table/row.ts";
import { literal } from "../table/sentinelText.ts";
import { procfileRows } from "./rows.ts";

type Entries = LocatedMap["entries"];

interface Process {
  readonly name: string;
  readonly at: Position;
  readonly command: Located;
}

const readLines = (content: string, report: Report): ReadonlyArray<Process> =>
  content.split(/\r?\n/).flatMap((line, index) => {
    const at = { line: index + 1, column: 1 };
    if (line.trim() === "" || line.startsWith("#")) return [];
    const match = /^([A-Za-z0-9_-]+):(.*\S)/.exec(line);
    if (!match) {
      report.error(
        at,
        "this line is not a process, and foreman silently skips it",
        "write `name: command`, or make it a comment with #",
      );
      return [];
    }
    const command = (match[2] ?? "").trim();
    const commandAt = { line: at.line, column: line.indexOf(command, match[1]?.length) + 1 };
    return [
      { name: match[1] ?? "", at, command: { kind: "scalar", at: commandAt, value: literal(command) } },
    ];
  });

const scalar = (
  value: string,
  line: number,
): Entries extends ReadonlyMap<string, infer Entry> ? Entry : never => ({
  keyAt: { line, column: 1 },
  value: { kind: "scalar", at: { line, column: 1 }, value },
});

const baseName = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

/** Overmind's settings from the files beside the Procfile, and the names of the files with other variables. */
const besideIt = ({ beside }: ImportRequest) => {
  const settings: Map<string, ReturnType<typeof scalar>> = new Map();
  const plain: Array<string> = [];
  for (const { file, text } of beside) {
    const { assignments } = parseEnvFile(text);
    for (const { key, value, line } of assignments) {
      const setting = /^OVERMIND_PROCESS_\w+_PORT$/.test(key) ? "OVERMIND_PROCESS_*_PORT" : key;
      if (key.startsWith("OVERMIND_")) settings.set(setting, scalar(value, line));
    }
    if (assignments.some(({ key }) => !key.startsWith("OVERMIND_"))) plain.push(baseName(file));
  }
  return { settings, plain };
};

/** Imports a Procfile as a tree. */
export const importProcfile = (request: ImportRequest): ImportResult => {
  const [source] = request.sources;
  const report = makeReport(source.file, source.text);
  const findings: Array<Finding> = [];
  const tree = makeTree(request.name);
  const names = makeNames(findings, report, source.file);
  const { settings, plain } = besideIt(request);
  readLines(source.text, report).forEach(({ name, at, command }, index) => {
    const draft = makeDraft(names.fromSource(name, at), at);
    const entries = new Map(settings).set("command", { keyAt: at, value: command });
    for (const file of plain) entries.set(".env", scalar(file, 0));
    const map: LocatedMap = { kind: "map", at, entries };
    const path = `children.${draft.name}`;
    applyRows(procfileRows, { map, source: name, path, draft, context: { index, name }, report, findings });
    tree.children.push(draft);
  });
  if (tree.children.length === 0)
    report.error({ line: 1, column: 1 }, "there is no process", "is this a Procfile?");
  tree.settings.set("start", "parallel");
  if (tree.children.some(({ settings: own }) => own.get("significant") === true))
    tree.settings.set("auto_shutdown", "any_significant");
  return resultUnlessErrors({ tree, findings }, report.errors());
};

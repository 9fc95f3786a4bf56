import type { Located, LocatedMap } from "../../diagnostics/located.ts";
import { makeReport } from "../../diagnostics/report.ts";
import { makeDraft, makeTree } from "../draft/draft.ts";
import type { Finding } from "../draft/Finding.ts";
import { makeNames } from "../draft/names.ts";
import { type ImportRequest, type ImportResult, resultUnlessErrors } from "../draft/request.ts";
import { checkFindings } from "../draft/sizeLimits.ts";
import { applyRows } from "../table/row.ts";
import { literal } from "../table/sentinelText.ts";
import { nameOf } from "./nameOf.ts";
import { type CronEntry, readCrontab } from "./readCrontab.ts";
import { crontabRows, printed } from "./rows.ts";

const rowKeys = new Set(crontabRows.map(({ key }) => key));

const entriesOf = ({ at, when, user, command, input, variables, anacron }: CronEntry): LocatedMap => {
  const entries = new Map<string, { keyAt: typeof at; value: Located }>();
  const put = (key: string, value: string, keyAt = at): void => {
    entries.set(key, { keyAt, value: { kind: "scalar", at: keyAt, value } });
  };
  if (when !== "") put(when.startsWith("@") ? when : "five fields", when);
  put("command", literal(command));
  if (input !== null) put("%", printed(input));
  if (user !== null) put("user", user);
  for (const [key, value] of Object.entries(anacron ?? {})) put(key === "days" ? "period" : key, value);
  for (const [name, { value, line }] of variables)
    if (rowKeys.has(name)) put(name, literal(value), { line, column: 1 });
  return { kind: "map", at, entries };
};

const baseName = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

/** If the sixth word of every line is a user of this machine, the source is a system crontab like `/etc/crontab`. */
const hasUserColumn = (
  { file, text }: ImportRequest["sources"][0],
  { users }: ImportRequest["osUsers"],
): boolean => {
  if (/(^|\/)etc\/(crontab|cron\.d\/)/.test(file)) return true;
  const sixth = text.split("\n").flatMap((line) => {
    const word = /^\s*(?:@\w+|[\d*][^\s]*(?:\s+\S+){4})\s+(\S+)\s+\S/.exec(line)?.[1];
    return word === undefined ? [] : [word];
  });
  return sixth.length > 0 && sixth.every((word) => word === "root" || users.has(word));
};

/** Imports a crontab, `/etc/crontab` or anacrontab as a tree of jobs. */
export const importCrontab = (request: ImportRequest): ImportResult => {
  const [source] = request.sources;
  const report = makeReport(source.file, source.text);
  const findings: Array<Finding> = [];
  const tree = makeTree(request.name);
  const names = makeNames(findings, report, source.file);
  const isAnacron = baseName(source.file).startsWith("anacrontab");
  const withUser = !isAnacron && hasUserColumn(source, request.osUsers);
  const entries = readCrontab(source.text, { withUser, isAnacron }, report);
  for (const entry of entries) {
    const name = entry.anacron
      ? names.fromSource(entry.anacron.id, entry.at)
      : names.generated(nameOf(entry.command));
    const draft = makeDraft(name, entry.at);
    for (const [key, { value, line }] of entry.variables) {
      checkFindings(findings);
      if (rowKeys.has(key)) continue;
      draft.settings.set(`env.${key}`, literal(value));
      const target = `children.${name}.env.${key}`;
      findings.push({ source: name, line, key, fidelity: "exact", note: "", target });
    }
    const path = `children.${name}`;
    applyRows(crontabRows, {
      map: entriesOf(entry),
      source: name,
      path,
      draft,
      context: request,
      report,
      findings,
    });
    tree.children.push(draft);
  }
  if (entries.length === 0 && report.errors().length === 0)
    report.error({ line: 1, column: 1 }, "there is no job", "is this a crontab?");
  tree.settings.set("start", "parallel");
  return resultUnlessErrors({ tree, findings }, report.errors());
};

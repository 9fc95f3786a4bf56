import { wordsOf } from "../../commandLine.ts";
import type { Located, LocatedMap } from "../../located.ts";
import { makeReport } from "../../report.ts";
import { comingSetting } from "../comingSettings.ts";
import { makeDraft, makeTree } from "../draft.ts";
import type { Finding } from "../Finding.ts";
import { makeNames } from "../names.ts";
import { type ImportRequest, type ImportResult, unlessWrong } from "../request.ts";
import { applyRows } from "../row.ts";
import { literal } from "../sentinelText.ts";
import { heed } from "../tooMuch.ts";
import { type CronEntry, readCrontab } from "./readCrontab.ts";
import { crontabRows, printed } from "./rows.ts";

/** Programs that only start others say little as names. */
const wrappers = new Set([
  "bash",
  "cd",
  "chronic",
  "env",
  "exec",
  "flock",
  "ionice",
  "nice",
  "sh",
  "sudo",
  "test",
  "timeout",
  "[",
  "node",
  "perl",
  "php",
  "python",
  "python3",
  "ruby",
  "command",
]);

/** A name from a command: its first telling program, without folder and ending. */
const nameOf = (command: string): string => {
  const words = wordsOf(command.replaceAll(/[;&|()<>{}]+/g, " ")) ?? command.split(/\s+/);
  const telling = words
    .map((word) => word.replace(/\/$/, "").replace(/^.*\//, ""))
    .filter((word) => /^[A-Za-z][\w.-]*$/.test(word) && !wrappers.has(word));
  return (telling[0] ?? "job").replace(/\.(sh|py|rb|pl|php|js|mjs)$/, "");
};

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

/** A line whose sixth word is a user of this machine, in all lines, is one of `/etc/crontab`. */
const hasUserColumn = (
  { file, text }: ImportRequest["sources"][0],
  { users }: ImportRequest["accounts"],
): boolean => {
  if (/(^|\/)etc\/(crontab|cron\.d\/)/.test(file)) return true;
  const sixth = text.split("\n").flatMap((line) => {
    const word = /^\s*(?:@\w+|[\d*][^\s]*(?:\s+\S+){4})\s+(\S+)\s+\S/.exec(line)?.[1];
    return word === undefined ? [] : [word];
  });
  return sixth.length > 0 && sixth.every((word) => word === "root" || users.has(word));
};

/** A crontab, `/etc/crontab` or anacrontab to a tree of jobs. */
export const importCrontab = (request: ImportRequest): ImportResult => {
  const [source] = request.sources;
  const report = makeReport(source.file, source.text);
  const findings: Array<Finding> = [];
  const tree = makeTree(request.name);
  const names = makeNames(findings, report, source.file);
  const isAnacron = baseName(source.file).startsWith("anacrontab");
  const withUser = !isAnacron && hasUserColumn(source, request.accounts);
  const entries = readCrontab(source.text, { withUser, isAnacron }, report);
  for (const entry of entries) {
    const name = entry.anacron
      ? names.given(entry.anacron.id, entry.at)
      : names.derived(nameOf(entry.command));
    const draft = makeDraft(name, entry.at);
    // Without its schedule it must not run when the tree starts.
    if (comingSetting("schedule") !== null) draft.settings.set("autostart", false);
    for (const [key, { value, line }] of entry.variables) {
      heed(findings);
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
    report.say({ line: 1, column: 1 }, "there is no job", "is this a crontab?");
  tree.settings.set("start", "parallel");
  return unlessWrong({ tree, findings }, report.errors());
};

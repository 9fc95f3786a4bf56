import { entry, type Located, type LocatedMap, mapScalars } from "../../diagnostics/located.ts";
import { makeReport, type Report } from "../../diagnostics/report.ts";
import { parseYaml } from "../../yaml/parseYaml.ts";
import { type Draft, makeDraft, makeTree, type Setting, type TreeDraft } from "../draft/draft.ts";
import type { Finding } from "../draft/Finding.ts";
import { makeNames, type Names } from "../draft/names.ts";
import {
  type EnvironmentUse,
  type ImportRequest,
  type ImportResult,
  resultUnlessErrors,
} from "../draft/request.ts";
import { applyRows, type Row } from "../table/row.ts";
import { literal } from "../table/sentinelText.ts";
import { literalScalar, text } from "../table/values.ts";
import { commandRows, envText } from "./commandRows.ts";
import { fromDump } from "./fromDump.ts";
import { fromPlain } from "./fromPlain.ts";
import { instanceRows } from "./instanceRows.ts";
import { lifeRows } from "./lifeRows.ts";
import { noteRows, topRows } from "./noteRows.ts";
import { restartRows } from "./restartRows.ts";

/**
 * Prepares JSON, which may have comments, for the YAML parser: comments become blanks, so that positions stay correct.
 */
const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (found) =>
    found.startsWith("/") ? found.replace(/[^\n]/g, " ") : found,
  );

const camel = (key: string): string => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Every key can also be written in camel case. */
const withCamel = <Context>(row: Row<Context>): Row<Context> => {
  const aliases = [...(row.aliases ?? []), ...[row.key, ...(row.aliases ?? [])].map(camel)];
  return { ...row, aliases: aliases.filter((alias) => alias !== row.key) };
};

/** Everything that an app of an ecosystem file can have. */
export const appRows = [...commandRows, ...instanceRows, ...restartRows, ...lifeRows, ...noteRows];
const reading = appRows.map(withCamel);

interface Desk {
  readonly request: ImportRequest;
  readonly report: Report;
  readonly findings: Array<Finding>;
  /** The overlays of `env_NAME`, by child. */
  readonly environments: Array<{
    readonly name: string;
    readonly path: ReadonlyArray<string>;
    readonly env: Readonly<Record<string, string>>;
    readonly draft: Draft;
  }>;
}

const sourceTree = ({ sources: [{ file, text: content }], evaluated }: ImportRequest, report: Report) => {
  if (evaluated !== undefined) return fromPlain(evaluated);
  if (/\.(c|m)?js$/.test(file)) {
    report.error({ line: 1, column: 1 }, "a script must be evaluated", "import it with the command line");
    return null;
  }
  return parseYaml(/\.json\d?$/.test(file) ? withoutComments(content) : content, report);
};

/** The apps in any form that PM2 accepts: `{apps}`, `{pm2}`, a list, or a single app. */
const appsOf = (whole: Located): ReadonlyArray<LocatedMap> => {
  const found = entry(whole, "apps") ?? entry(whole, "pm2") ?? whole;
  const inner = found === whole ? found : (entry(found, "apps") ?? found);
  const listed = inner.kind === "list" ? inner.items : [inner];
  return listed.flatMap((one) => (one.kind === "map" ? [one] : []));
};

const scriptName = (app: LocatedMap): string => {
  const script = text(
    entry(app, "script") ?? entry(app, "exec") ?? entry(app, "cmd") ?? entry(app, "command"),
  );
  const [first = ""] = script.trim().split(/\s/);
  return first.slice(first.lastIndexOf("/") + 1).replace(/\.\w+$/, "") || "app";
};

/** PM2 drops a key with an underscore whose value is 0, false or empty, and uses its default. */
const asPm2Reads = (app: LocatedMap, source: string, { findings }: Desk): LocatedMap => {
  const entries = new Map(app.entries);
  for (const [key, { keyAt, value }] of app.entries) {
    if (!key.includes("_") || value.kind !== "scalar" || ![0, false, ""].includes(value.value ?? "kept"))
      continue;
    entries.delete(key);
    const note = "PM2 drops a 0, false or empty text here and uses its default; so does this file";
    const line = keyAt.line > 0 ? keyAt.line : null;
    findings.push({ source, line, key, fidelity: "exact", note, target: null });
  }
  return { ...app, entries };
};

/** `env_production` and its like: environments of the file. */
const takeEnvironments = (
  app: LocatedMap,
  draft: Draft,
  names: ReadonlyArray<string>,
  desk: Desk,
): LocatedMap => {
  const entries = new Map(app.entries);
  for (const [key, { keyAt, value }] of app.entries) {
    const name = /^env_(.+)$/.exec(key)?.[1];
    if (name === undefined || value.kind !== "map") continue;
    entries.delete(key);
    const env = Object.fromEntries(
      [...value.entries].map(([variable, one]) => [variable, envText(one.value)]),
    );
    desk.environments.push({ name, path: names, env, draft });
    const target = `environments.${name}.${names.map((child) => `children.${child}`).join(".")}.env`;
    const line = keyAt.line > 0 ? keyAt.line : null;
    desk.findings.push({ source: draft.name, line, key, fidelity: "exact", note: "", target });
  }
  return { ...app, entries };
};

/** `environments`, from the overlays by child. */
const environmentsOf = (found: Desk["environments"]): ReadonlyMap<string, Setting> => {
  const all = new Map<string, Over>();
  for (const { name, path, env, draft } of found) {
    const over = all.get(name) ?? { children: new Map(), settings: {} };
    all.set(name, over);
    let at = over;
    for (const child of path) {
      const inner = at.children.get(child) ?? { children: new Map(), settings: {} };
      at.children.set(child, inner);
      at = inner;
    }
    at.settings = overlayOf(env, draft);
  }
  return new Map([...all].map(([name, over]) => [name, settingOf(over)]));
};

/** An environment's overlay for one place in the tree. */
interface Over {
  readonly children: Map<string, Over>;
  settings: Readonly<Record<string, Setting>>;
}

/** A child that declares its port can't have it in `env`, in no environment. */
const overlayOf = (
  env: Readonly<Record<string, string>>,
  { settings }: Draft,
): Readonly<Record<string, Setting>> => {
  const { PORT, ...others } = env;
  return settings.has("port") && PORT !== undefined ? { port: PORT, env: others } : { env };
};

const settingOf = ({ children, settings }: Over): Setting => ({
  ...settings,
  ...(children.size === 0
    ? {}
    : { children: Object.fromEntries([...children].map(([name, over]) => [name, settingOf(over)])) }),
});

const readApp = (app: LocatedMap, names: Names, group: string | null, desk: Desk): Draft => {
  const { report, request, findings } = desk;
  const called = `${text(entry(app, "name_prefix"))}${text(entry(app, "name")) || scriptName(app)}`;
  const draft = makeDraft(names.fromSource(called, app.at), app.at);
  const path = group === null ? [draft.name] : [group, draft.name];
  if (!["script", "exec", "cmd", "command"].some((key) => app.entries.has(key)))
    report.error(app.at, `${called} has no script`, "write `script:`");
  const map = takeEnvironments(asPm2Reads(app, draft.name, desk), draft, path, desk);
  const where = path.map((name) => `children.${name}`).join(".");
  applyRows(reading, { map, source: draft.name, path: where, draft, context: request, report, findings });
  return draft;
};

const takeTop = (whole: Located, { findings, report, request }: Desk): void => {
  if (whole.kind !== "map" || !["apps", "pm2"].some((key) => whole.entries.has(key))) return;
  const draft = makeDraft("", whole.at);
  applyRows(topRows, { map: whole, source: "the file", path: "", draft, context: request, report, findings });
};

/** Findings on the environment that a script read: it was evaluated without one. */
const takeAsked = (
  { variables, wholeEnvironment, envFiles }: EnvironmentUse,
  { settings, defaults }: TreeDraft,
  findings: Array<Finding>,
): void => {
  const tell = (key: string, note: string, target: string | null = null): void =>
    void findings.push({ source: "the file", line: null, key, fidelity: "approximate", note, target });
  if (envFiles.length > 0) {
    const optional = envFiles.map((file) => literal(`${file}?`));
    settings.set("env_file", optional);
    defaults.settings.set("env_file", optional);
    tell(
      "dotenv",
      "the files are read when the tree is loaded and at each start of an app; they override the environment, where dotenv lets the environment win",
      "env_file, defaults.env_file",
    );
  }
  if (wholeEnvironment)
    tell(
      "process.env",
      "the script copies its whole environment, which was empty here; the apps see that of Sentinel's daemon; add what is missing there to `env`",
    );
  for (const name of variables)
    tell(name, `the script asks for process.env.${name} and got nothing; write $\{${name}} where it matters`);
};

/** The source as an ecosystem file, if it is a dump of PM2's processes. */
const ecosystemOf = (parsed: Located, { request, findings }: Desk): Located => {
  const dump = fromDump(parsed, request.place.variables);
  if (dump === null) return parsed;
  findings.push({
    source: "the file",
    line: null,
    key: "env",
    fidelity: "approximate",
    note: `the dump has the whole environment of the shell that started each app; ${dump.leftOut} variables that this shell has too, or that PM2 sets, were left out; remove from \`env\` what the app does not need`,
    target: null,
  });
  return dump.ecosystem;
};

/** Imports an ecosystem file of PM2, or the dump of its processes, as a tree; namespaces other than `default` become supervisors. */
export const importPm2 = (request: ImportRequest): ImportResult => {
  const [source] = request.sources;
  const report = makeReport(source.file, source.text);
  const findings: Array<Finding> = [];
  const tree = makeTree(request.name);
  const desk: Desk = { request, report, findings, environments: [] };
  const parsed = sourceTree(request, report);
  if (parsed) {
    const whole = mapScalars(ecosystemOf(parsed, desk), literalScalar);
    takeTop(whole, desk);
    if (request.asked) takeAsked(request.asked, tree, findings);
    const names = new Map<string, Names>();
    const top = makeNames(findings, report, source.file);
    const groups = new Map<string, Draft>();
    for (const app of appsOf(whole)) {
      const namespace = text(entry(app, "namespace"));
      if (namespace === "" || namespace === "default") {
        tree.children.push(readApp(app, top, null, desk));
        continue;
      }
      const group = groups.get(namespace) ?? makeDraft(top.fromSource(namespace, app.at), app.at);
      if (!groups.has(namespace)) tree.children.push(group);
      groups.set(namespace, group);
      group.settings.set("start", "parallel");
      const inner = names.get(namespace) ?? makeNames(findings, report, namespace);
      names.set(namespace, inner);
      group.children.push(readApp(app, inner, group.name, desk));
    }
    if (tree.children.length === 0)
      report.error(whole.at, "there are no apps", "an ecosystem file has `apps:`");
  }
  for (const [name, setting] of environmentsOf(desk.environments)) tree.environments.set(name, setting);
  tree.settings.set("start", "parallel");
  return resultUnlessErrors({ tree, findings }, report.errors());
};

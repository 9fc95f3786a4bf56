import { entry, type Located, type LocatedMap, mapScalars } from "../../diagnostics/located.ts";
import { makeReport, type Report } from "../../diagnostics/report.ts";
import { overlay } from "../../yaml/overlay.ts";
import { parseYaml } from "../../yaml/parseYaml.ts";
import { inDependencyOrder } from "../draft/dependencyOrder.ts";
import { type Draft, makeDraft, makeTree, type TreeDraft } from "../draft/draft.ts";
import type { Finding } from "../draft/Finding.ts";
import { makeNames } from "../draft/names.ts";
import { type ImportRequest, type ImportResult, resultUnlessErrors } from "../draft/request.ts";
import { maxCopies } from "../draft/sizeLimits.ts";
import { applyRows } from "../table/row.ts";
import { withDefaults } from "../table/sentinelText.ts";
import { pairs, text, whole } from "../table/values.ts";
import { checkDependencies, markOneshots, renameAfter, replicaNames } from "./dependencies.ts";
import { withEnvironmentMaps } from "./environmentMaps.ts";
import { expand, type Known } from "./expand.ts";
import { extended } from "./extended.ts";
import { flatten } from "./flatten.ts";
import { projectRows } from "./projectRows.ts";
import { processRows } from "./rows.ts";
import { leftTemplate } from "./templates.ts";

interface Desk {
  readonly request: ImportRequest;
  readonly report: Report;
  readonly findings: Array<Finding>;
  readonly tree: TreeDraft;
  /** The absolute folder of the file that declares a process first. */
  readonly folders: ReadonlyMap<string, string>;
}

const nothing: LocatedMap = { kind: "map", at: { line: 1, column: 1 }, entries: new Map() };
const isYaml = (file: string): boolean => /\.ya?ml$/.test(file);
const isTrue = (value: Located | undefined): boolean => text(value).toLowerCase() === "true";

/** Keys that begin with `x-` are the author's own. */
const withoutOwn = (map: LocatedMap): LocatedMap => ({
  ...map,
  entries: new Map([...map.entries].filter(([key]) => !key.startsWith("x-"))),
});

const expandAll = (map: LocatedMap, known: Known): LocatedMap => {
  const done = mapScalars(map, (scalar) =>
    typeof scalar.value === "string" ? { ...scalar, value: expand(scalar.value, known) } : scalar,
  );
  return done.kind === "map" ? done : map;
};

/** Report the templates that could not be expanded, and block children that could not run with them. */
const sayTemplates = (map: LocatedMap, draft: Draft, { findings }: Desk): void => {
  for (const [key, { value }] of map.entries)
    mapScalars(value, (scalar) => {
      const left = typeof scalar.value === "string" ? leftTemplate(scalar.value) : null;
      if (left === null) return scalar;
      const isRemark = key === "description";
      if (!isRemark) draft.blockers.add(`${key} holds the template ${left}`);
      const down = isRemark ? "" : ", so it is not started";
      const note = `this template is left unchanged${down}; write its value`;
      const { line } = scalar.at;
      findings.push({ source: draft.name, line, key: left, fidelity: "unsupported", note, target: null });
      return scalar;
    });
};

/** The number of replicas; if it depends on variables, the number without them, which the key's row reports. */
const replicasOf = (map: Located, known: Known, report: Report): number => {
  const written = entry(map, "replicas");
  if (written === undefined) return 1;
  const found = expand(text(written), known);
  const without = withDefaults(found);
  if (found === without) return whole(written, report, "replicas") ?? 1;
  return /^\d+$/.test(without) ? Number(without) : 1;
};

/** One child, or a supervisor with a child per replica if the command depends on the replica. */
const readProcess = (
  name: string,
  called: string,
  map: LocatedMap,
  known: Known,
  desk: Desk,
  project: LocatedMap,
): Draft => {
  const { report, findings } = desk;
  const draft = makeDraft(called, map.at);
  const replicas = replicasOf(map, known, report);
  const most = maxCopies(desk.request.sources[0].text);
  const apart = replicas > 1 && usesNumber(map);
  if (apart && replicas > most)
    report.error(map.at, `${name}: ${replicas} replicas are too many to list`, `write ${most} at most`);
  const shell = text(entry(project, "shell.shell_command")) || "bash";
  const shellArgument = text(entry(project, "shell.shell_argument")) || "-c";
  if (!map.entries.has("command") && !map.entries.has("entrypoint"))
    report.error(map.at, `${name} has no command`, "write `command:`");
  const one = (index: number, into: Draft, path: string, told: Array<Finding>): void => {
    const vars = new Map([...known.vars, ...pairs(entry(map, "vars") ?? nothing)])
      .set("PC_REPLICA_NUM", String(index))
      .set("PC_PROC_NAME", name);
    const templates = !isTrue(entry(map, "is_template_disabled"));
    const own = expandAll(map, { ...known, vars, expandsTemplates: templates });
    into.folder = desk.folders.get(name) ?? null;
    if (templates) sayTemplates(own, into, index === 0 ? desk : { ...desk, findings: [] });
    const entries = new Map(own.entries);
    if (apart) entries.delete("replicas");
    const number = apart || replicas <= 1 ? index : null;
    const context = { shell, shellArgument, name, number };
    applyRows(processRows, {
      map: { ...own, entries },
      source: called,
      path,
      draft: into,
      context,
      report,
      findings: told,
    });
  };
  if (!apart) {
    one(0, draft, `children.${called}`, findings);
    return draft;
  }
  draft.settings.set("start", "parallel");
  const width = String(replicas).length;
  for (let index = 0; index < Math.min(replicas, most); index += 1) {
    const child = makeDraft(`${called}-${String(index).padStart(width, "0")}`, map.at);
    one(index, child, `children.${called}.children.${child.name}`, index === 0 ? findings : []);
    for (const [other, condition] of child.after) draft.after.set(other, condition);
    draft.children.push(child);
  }
  return draft;
};

const usesNumber = (map: LocatedMap): boolean => {
  let found = false;
  mapScalars(map, (scalar) => {
    found ||= String(scalar.value).includes("PC_REPLICA_NUM");
    return scalar;
  });
  return found;
};

const readAll = (whole: LocatedMap, desk: Desk): void => {
  const { request, report, findings, tree } = desk;
  const project = flatten(withoutOwn(whole));
  const known: Known = {
    vars: new Map(pairs(entry(whole, "vars") ?? nothing)),
    expandsEnvironment: !isTrue(entry(whole, "disable_env_expansion")),
    expandsTemplates: true,
  };
  const entries = new Map(
    expandAll(
      { ...project, entries: new Map([...project.entries].filter(([key]) => key !== "processes")) },
      known,
    ).entries,
  );
  const dotenv = request.beside.find(({ file }) => !isYaml(file));
  if (dotenv) {
    const name = dotenv.file.slice(dotenv.file.lastIndexOf("/") + 1);
    const at = { line: 0, column: 0 };
    entries.set(".env", { keyAt: at, value: { kind: "scalar", at, value: name } });
    tree.settings.set("env_file", name);
  }
  const own = project.entries.get("processes");
  if (own) entries.set("processes", own);
  const reading = { source: "the project", path: "defaults", context: undefined, report, findings };
  applyRows(projectRows, { ...reading, map: { ...project, entries }, draft: tree.defaults });
  tree.name = text(entry(whole, "name")) || tree.name;
  const processes = entry(whole, "processes");
  if (processes?.kind !== "map") return;
  const names = makeNames(findings, report, request.sources[0].file);
  const called = new Map(
    [...processes.entries].map(([name, { keyAt }]) => [name, names.fromSource(name, keyAt)]),
  );
  const drafts = [...processes.entries].flatMap(([name, { keyAt, value }]) => {
    if (value.kind !== "map") {
      report.error(keyAt, `${name} has no keys`, "write `command:` below it");
      return [];
    }
    const map = flatten(withoutOwn(extended(value, processes, [name], report)));
    return [readProcess(name, called.get(name) ?? name, { ...map, at: keyAt }, known, desk, project)];
  });
  const replicated = new Map(
    [...processes.entries].flatMap(([name, { value }]) => {
      const replicas = replicasOf(value, known, report);
      return [...replicaNames(name, Math.min(replicas, maxCopies(request.sources[0].text)))];
    }),
  );
  const calledHere = new Map([
    ...[...replicated].map(([replica, name]) => [replica, called.get(name) ?? name] as const),
    ...called,
  ]);
  for (const draft of drafts) renameAfter(draft, calledHere);
  checkDependencies(drafts, report);
  markOneshots(drafts);
  tree.children.push(...inDependencyOrder(drafts, report));
};

/** Imports process-compose.yaml, with its overrides, as a tree. */
export const importProcessCompose = (request: ImportRequest): ImportResult => {
  const sources = [...request.sources, ...request.beside.filter(({ file }) => isYaml(file))];
  const reports = sources.map(({ file, text: content }) => makeReport(file, content));
  const [report = makeReport(request.name, "")] = reports;
  const findings: Array<Finding> = [];
  const tree = makeTree(request.name);
  const folders = new Map<string, string>();
  const whole = sources.reduce<Located>((under, source, index) => {
    const parsed = parseYaml(source.text, reports[index] ?? report);
    if (!parsed) return under;
    const processes = entry(parsed, "processes");
    for (const name of processes?.kind === "map" ? processes.entries.keys() : [])
      if (!folders.has(name)) folders.set(name, source.directory ?? request.directory);
    return overlay(under, withEnvironmentMaps(parsed));
  }, nothing);
  if (whole.kind === "map") readAll(whole, { request, report, findings, tree, folders });
  const errors = reports.flatMap((one) => one.errors());
  if (tree.children.length === 0 && errors.length === 0)
    report.error({ line: 1, column: 1 }, "there are no processes", "is this a process-compose.yaml?");
  tree.settings.set("start", "parallel");
  if (tree.children.some(({ settings }) => settings.get("significant") === true))
    tree.settings.set("auto_shutdown", "any_significant");
  return resultUnlessErrors(
    { tree, findings },
    reports.flatMap((one) => one.errors()),
  );
};

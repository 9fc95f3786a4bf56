import { entry, type Located, type LocatedMap, mapScalars } from "../../located.ts";
import { overlay } from "../../overlay.ts";
import { parseYaml } from "../../parseYaml.ts";
import { makeReport, type Report } from "../../report.ts";
import { comingSetting } from "../comingSettings.ts";
import { type Draft, makeDraft, makeTree, type TreeDraft } from "../draft.ts";
import type { Finding } from "../Finding.ts";
import { makeNames } from "../names.ts";
import { inOrder } from "../order.ts";
import { type ImportRequest, type ImportResult, unlessWrong } from "../request.ts";
import { applyRows } from "../row.ts";
import { mostCopies } from "../tooMuch.ts";
import { pairs, text, whole } from "../values.ts";
import { checkDependencies, markOneshots, renameAfter } from "./dependencies.ts";
import { withEnvironmentMaps } from "./environmentMaps.ts";
import { expand, type Known, leftTemplate } from "./expand.ts";
import { extended } from "./extended.ts";
import { flatten } from "./flatten.ts";
import { projectRows } from "./projectRows.ts";
import { processRows } from "./rows.ts";

interface Desk {
  readonly request: ImportRequest;
  readonly report: Report;
  readonly findings: Array<Finding>;
  readonly tree: TreeDraft;
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

const sayTemplates = (map: LocatedMap, source: string, { findings }: Desk): void => {
  mapScalars(map, (scalar) => {
    const left = typeof scalar.value === "string" ? leftTemplate(scalar.value) : null;
    if (left !== null) {
      const note = "this template is left as it stands: write what it comes to";
      findings.push({ source, line: scalar.at.line, key: left, fidelity: "unsupported", note, target: null });
    }
    return scalar;
  });
};

/** One process, or for a command that tells its replicas apart a supervisor with a child for each. */
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
  const count = entry(map, "replicas");
  const replicas = count ? (whole(count, report, "replicas") ?? 1) : 1;
  const most = mostCopies(desk.request.sources[0].text);
  const apart = replicas > 1 && usesNumber(map);
  if (apart && replicas > most)
    report.say(map.at, `${name}: ${replicas} replicas are too many to write out`, `write ${most} at most`);
  const shell = text(entry(project, "shell.shell_command")) || "bash";
  const context = { shell, shellArgument: text(entry(project, "shell.shell_argument")) || "-c" };
  if (!map.entries.has("command") && !map.entries.has("entrypoint"))
    report.say(map.at, `${name} has no command`, "write `command:`");
  const one = (index: number, into: Draft, path: string, told: Array<Finding>): void => {
    const vars = new Map([...known.vars, ...pairs(entry(map, "vars") ?? nothing)])
      .set("PC_REPLICA_NUM", String(index))
      .set("PC_PROC_NAME", name);
    const templates = !isTrue(entry(map, "is_template_disabled"));
    const own = expandAll(map, { ...known, vars, expandsTemplates: templates });
    if (templates && index === 0) sayTemplates(own, called, desk);
    const entries = new Map(own.entries);
    if (apart) entries.delete("replicas");
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
  const width = String(replicas - 1).length;
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
  const called = new Map([...processes.entries].map(([name, { keyAt }]) => [name, names.given(name, keyAt)]));
  const drafts = [...processes.entries].flatMap(([name, { keyAt, value }]) => {
    if (value.kind !== "map") {
      report.say(keyAt, `${name} has no keys`, "write `command:` below it");
      return [];
    }
    const map = flatten(withoutOwn(extended(value, processes, [name], report)));
    return [readProcess(name, called.get(name) ?? name, { ...map, at: keyAt }, known, desk, project)];
  });
  for (const draft of drafts) renameAfter(draft, called);
  checkDependencies(drafts, report);
  markOneshots(drafts);
  tree.children.push(...inOrder(drafts, report));
};

/** process-compose.yaml, with its overrides, to a tree. */
export const importProcessCompose = (request: ImportRequest): ImportResult => {
  const sources = [...request.sources, ...request.beside.filter(({ file }) => isYaml(file))];
  const reports = sources.map(({ file, text: content }) => makeReport(file, content));
  const [report = makeReport(request.name, "")] = reports;
  const findings: Array<Finding> = [];
  const tree = makeTree(request.name);
  const whole = sources.reduce<Located>((under, source, index) => {
    const parsed = parseYaml(source.text, reports[index] ?? report);
    return parsed ? overlay(under, withEnvironmentMaps(parsed)) : under;
  }, nothing);
  if (whole.kind === "map") readAll(whole, { request, report, findings, tree });
  const errors = reports.flatMap((one) => one.errors());
  if (tree.children.length === 0 && errors.length === 0)
    report.say({ line: 1, column: 1 }, "there are no processes", "is this a process-compose.yaml?");
  // Until there is `after`, who waits stands behind whom it waits for, and each start waits for the one before.
  const waits = tree.children.some(({ after }) => after.size > 0) && comingSetting("after") !== null;
  tree.settings.set("start", waits ? "serial" : "parallel");
  if (tree.children.some(({ settings }) => settings.get("significant") === true))
    tree.settings.set("auto_shutdown", "any_significant");
  return unlessWrong(
    { tree, findings },
    reports.flatMap((one) => one.errors()),
  );
};

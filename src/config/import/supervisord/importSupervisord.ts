import { entry, type Located, type LocatedMap } from "../../diagnostics/located.ts";
import { makeReport, type Report } from "../../diagnostics/report.ts";
import { overlay } from "../../yaml/overlay.ts";
import { type Draft, makeDraft, makeTree } from "../draft/draft.ts";
import type { Finding } from "../draft/Finding.ts";
import { makeNames } from "../draft/names.ts";
import { type ImportRequest, type ImportResult, resultUnlessErrors } from "../draft/request.ts";
import { applyRows, type Row } from "../table/row.ts";
import { tableOf } from "../table/tableOf.ts";
import { text } from "../table/values.ts";
import {
  baseExpansions,
  type Desk,
  expanded,
  isProgram,
  membersOf,
  readPrograms,
  supervisorOf,
} from "./programs.ts";
import { readIni } from "./readIni.ts";
import { daemonRows, groupRows, includeRows, serverRows } from "./sectionRows.ts";

const others: Readonly<Record<string, ReadonlyArray<Row<ImportRequest>>>> = tableOf({
  include: includeRows,
  unix_http_server: serverRows,
  inet_http_server: serverRows,
});

const byOrder = (drafts: ReadonlyArray<Draft>): ReadonlyArray<Draft> =>
  drafts
    .map((draft, index) => ({ draft, index }))
    .sort((a, b) => a.draft.order - b.draft.order || a.index - b.index)
    .map(({ draft }) => draft);

/** How siblings start: one after the other if their priorities differ. */
const startOf = (siblings: ReadonlyArray<Draft>): "serial" | "parallel" => {
  const started = siblings.filter(({ settings }) => settings.get("autostart") !== false);
  return new Set(started.map(({ order }) => order)).size > 1 ? "serial" : "parallel";
};

/** Names checked and made legal, level by level. */
const named = (drafts: ReadonlyArray<Draft>, where: string, desk: Desk): Array<Draft> => {
  const names = makeNames(desk.findings, desk.report, where);
  return byOrder(drafts).map((draft) => {
    if (draft.children.length > 0) draft.settings.set("start", startOf(draft.children));
    return {
      ...draft,
      name: names.fromSource(draft.name, draft.at),
      children: named(draft.children, draft.name, desk),
    };
  });
};

const readGroups = (sections: LocatedMap, programs: ReadonlyMap<string, Draft>, desk: Desk) => {
  const grouped = new Set<string>();
  const groups: Array<Draft> = [];
  const { findings, report, request } = desk;
  for (const [section, { value }] of sections.entries) {
    if (!section.startsWith("group:") || value.kind !== "map") continue;
    const children = membersOf(value).flatMap((name) => {
      const program = programs.get(name);
      if (!program)
        report.error(value.at, `[${section}]: there is no program "${name}"`, "name programs of this file");
      grouped.add(name);
      return program ? [program] : [];
    });
    const name = section.slice("group:".length);
    const group = supervisorOf(name, children, value.at);
    const path = `children.${name}`;
    applyRows(groupRows, {
      map: value,
      source: section,
      path,
      draft: group,
      context: request,
      report,
      findings,
    });
    if (children.length > 0) groups.push(group);
  }
  return { grouped, groups };
};

const noKeys: LocatedMap = { kind: "map", at: { line: 1, column: 1 }, entries: new Map() };

const readOthers = (sections: LocatedMap, defaults: Draft, desk: Desk): void => {
  const { findings, report, request } = desk;
  const reading = { context: request, report, findings };
  const daemon = sections.entries.get("supervisord")?.value;
  const map = expanded(daemon?.kind === "map" ? daemon : noKeys, baseExpansions(request), report);
  applyRows(daemonRows, { ...reading, map, source: "supervisord", path: "defaults", draft: defaults });
  for (const [section, { keyAt, value }] of sections.entries) {
    if (value.kind !== "map" || section === "supervisord") continue;
    const [kind = ""] = section.split(":");
    if (others[section])
      applyRows(others[section], {
        ...reading,
        map: value,
        source: section,
        path: "",
        draft: makeDraft("", keyAt),
      });
    else if (!isProgram(kind) && kind !== "group") findings.push(ignoredSection(section, keyAt.line));
  }
};

const ignoredSection = (section: string, line: number): Finding => {
  const known = /^(supervisorctl|rpcinterface:.*|ctlplugin:.*)$/.test(section);
  return {
    source: section,
    line,
    key: `[${section}]`,
    fidelity: known ? "unsupported" : "unknown",
    note: known
      ? "not needed; `sentinel` connects to its daemon by itself"
      : "not a section of this format, so it never had an effect",
    target: null,
  };
};

const sayNoPrograms = (sections: LocatedMap, report: Report): void => {
  const included = entry(entry(sections, "include"), "files");
  report.error(
    included?.at ?? { line: 1, column: 1 },
    "there is no [program:x] section",
    included
      ? `list the included files after it: sentinel config import supervisord FILE ${text(included)}`
      : "is this a supervisord.conf?",
  );
};

/** Imports supervisord.conf as a tree. */
export const importSupervisord = (request: ImportRequest): ImportResult => {
  const reports = request.sources.map(({ file, text: content }) => makeReport(file, content));
  const [report] = reports;
  if (!report) return resultUnlessErrors({ tree: makeTree(request.name), findings: [] }, []);
  const read = request.sources.map((source, index) => readIni(source.text, reports[index] ?? report));
  const sections = read.reduce<Located>((under, over) => overlay(under, over), noKeys);
  const folders = new Map<string, string>();
  for (const [index, { directory }] of request.sources.entries())
    for (const section of read[index]?.entries.keys() ?? [])
      if (!folders.has(section)) folders.set(section, directory ?? request.directory);
  const findings: Array<Finding> = [];
  const tree = makeTree(request.name);
  if (sections.kind === "map") {
    const desk: Desk = { request, report, findings, folders };
    readOthers(sections, tree.defaults, desk);
    const programs = readPrograms(sections, desk);
    const { grouped, groups } = readGroups(sections, programs, desk);
    const alone = [...programs].filter(([name]) => !grouped.has(name)).map(([, draft]) => draft);
    tree.settings.set("start", startOf([...alone, ...groups]));
    tree.children.push(...named([...alone, ...groups], "the file", desk));
    if (tree.children.length === 0) sayNoPrograms(sections, report);
  }
  return resultUnlessErrors(
    { tree, findings },
    reports.flatMap((one) => one.errors()),
  );
};

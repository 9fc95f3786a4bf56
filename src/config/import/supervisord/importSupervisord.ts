import { entry, type Located, type LocatedMap } from "../../located.ts";
import { overlay } from "../../overlay.ts";
import { makeReport } from "../../report.ts";
import { type Draft, makeDraft, makeTree } from "../draft.ts";
import type { Finding } from "../Finding.ts";
import { makeNames } from "../names.ts";
import { type ImportRequest, type ImportResult, unlessWrong } from "../request.ts";
import { applyRows, type Row } from "../row.ts";
import { text } from "../values.ts";
import { baseExpansions, type Desk, expanded, isProgram, readPrograms, supervisorOf } from "./programs.ts";
import { readIni } from "./readIni.ts";
import { daemonRows, groupRows, includeRows, serverRows } from "./sectionRows.ts";

const others: Readonly<Record<string, ReadonlyArray<Row<ImportRequest>>>> = {
  include: includeRows,
  unix_http_server: serverRows,
  inet_http_server: serverRows,
};

const byOrder = (drafts: ReadonlyArray<Draft>): ReadonlyArray<Draft> =>
  drafts
    .map((draft, index) => ({ draft, index }))
    .sort((a, b) => a.draft.order - b.draft.order || a.index - b.index)
    .map(({ draft }) => draft);

/** Names checked and made legal, level by level. */
const named = (drafts: ReadonlyArray<Draft>, where: string, desk: Desk): Array<Draft> => {
  const names = makeNames(desk.findings, desk.report, where);
  return byOrder(drafts).map((draft) => ({
    ...draft,
    name: names.given(draft.name, draft.at),
    children: named(draft.children, draft.name, desk),
  }));
};

const readGroups = (sections: LocatedMap, programs: ReadonlyMap<string, Draft>, desk: Desk) => {
  const grouped = new Set<string>();
  const groups: Array<Draft> = [];
  const { findings, report, request } = desk;
  for (const [section, { value }] of sections.entries) {
    if (!section.startsWith("group:") || value.kind !== "map") continue;
    const members = text(entry(value, "programs"))
      .split(/[\s,]+/)
      .filter((name) => name !== "");
    const children = members.flatMap((name) => {
      const program = programs.get(name);
      if (!program)
        report.say(value.at, `[${section}]: there is no program "${name}"`, "name programs of this file");
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
      ? "not needed: `sentinel` speaks to its daemon by itself"
      : "not a section of this format, so it never had an effect",
    target: null,
  };
};

/** supervisord.conf to a tree. */
export const importSupervisord = (request: ImportRequest): ImportResult => {
  const reports = request.sources.map(({ file, text: content }) => makeReport(file, content));
  const [report] = reports;
  if (!report) return unlessWrong({ tree: makeTree(request.name), findings: [] }, []);
  const sections = request.sources.reduce<Located>(
    (under, source, index) => overlay(under, readIni(source.text, reports[index] ?? report)),
    noKeys,
  );
  const findings: Array<Finding> = [];
  const tree = makeTree(request.name);
  if (sections.kind === "map") {
    const desk = { request, report, findings };
    readOthers(sections, tree.defaults, desk);
    const programs = readPrograms(sections, desk);
    const { grouped, groups } = readGroups(sections, programs, desk);
    const alone = [...programs].filter(([name]) => !grouped.has(name)).map(([, draft]) => draft);
    tree.settings.set("start", "parallel");
    tree.children.push(...named([...alone, ...groups], "the file", desk));
    if (tree.children.length === 0)
      report.say({ line: 1, column: 1 }, "there is no [program:x] section", "is this a supervisord.conf?");
  }
  return unlessWrong(
    { tree, findings },
    reports.flatMap((one) => one.errors()),
  );
};

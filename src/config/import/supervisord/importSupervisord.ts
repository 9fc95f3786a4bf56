import { entry, type Located, type LocatedMap, mapScalars } from "../../located.ts";
import { overlay } from "../../overlay.ts";
import { makeReport, type Report } from "../../report.ts";
import { type Draft, makeDraft, makeTree } from "../draft.ts";
import type { Finding } from "../Finding.ts";
import { makeNames } from "../names.ts";
import { type ImportRequest, type ImportResult, unlessWrong } from "../request.ts";
import { applyRows, type Row } from "../row.ts";
import { literal, variable } from "../sentinelText.ts";
import { mostCopies } from "../tooMuch.ts";
import { text, whole } from "../values.ts";
import { readEnvironment } from "./environment.ts";
import { type Expansions, expand } from "./expand.ts";
import { fcgiRows, listenerRows, programRows } from "./programRows.ts";
import { readIni } from "./readIni.ts";
import { daemonRows, groupRows, includeRows, serverRows } from "./sectionRows.ts";

/** What reading one file of programs needs throughout. */
interface Desk {
  readonly request: ImportRequest;
  readonly report: Report;
  readonly findings: Array<Finding>;
}

type Rows = ReadonlyArray<Row<ImportRequest>>;

const kinds: Readonly<Record<string, Rows>> = {
  program: programRows,
  "fcgi-program": [...programRows, ...fcgiRows],
  eventlistener: [...programRows, ...listenerRows],
};

const others: Readonly<Record<string, Rows>> = {
  include: includeRows,
  unix_http_server: serverRows,
  inet_http_server: serverRows,
};

const expanded = (map: LocatedMap, known: Expansions, report: Report): LocatedMap => {
  const done = mapScalars(map, (scalar) => ({
    ...scalar,
    value: expand(text(scalar), known, scalar.at, report),
  }));
  return done.kind === "map" ? done : map;
};

const baseExpansions = ({ directory }: ImportRequest): Expansions => ({
  here: literal(directory),
  // The name of the machine is known where the tree is loaded.
  host_node_name: variable("HOSTNAME"),
});

/** The processes of a program: one, or as many as `numprocs`, each with its own expansions. */
const processes = (section: string, map: LocatedMap, desk: Desk): ReadonlyArray<Draft> => {
  const { report, request, findings } = desk;
  const [kind = "", name = ""] = section.split(/:(.*)/s);
  const count = numberAt(map, "numprocs", 1, report);
  const first = numberAt(map, "numprocs_start", 0, report);
  const most = mostCopies(request.sources.map(({ text: content }) => content).join(""));
  if (count > most) report.say(map.at, `numprocs=${count} is too many to write out`, `write ${most} at most`);
  return Array.from({ length: Math.min(count, most) }, (_, index) => {
    const known = {
      ...baseExpansions(request),
      program_name: literal(name),
      group_name: literal(name),
      process_num: String(first + index),
      numprocs: String(count),
    };
    const own = Object.fromEntries(
      readEnvironment(text(entry(map, "environment")), map.at, report).map(([key, value]) => [
        `ENV_${key}`,
        expand(value, known, map.at, report),
      ]),
    );
    const keys = expanded(map, { ...own, ...known }, report);
    const called = text(entry(keys, "process_name")) || name;
    const draft = makeDraft(called, map.at);
    if (!keys.entries.has("command"))
      report.say(map.at, `[${section}] has no command`, "add command=, or remove the section");
    const rows = kinds[kind] ?? programRows;
    // Every process of a program says the same; once is enough.
    const told = index === 0 ? findings : [];
    const path = count > 1 ? `children.${name}.children.${called}` : `children.${called}`;
    applyRows(rows, { map: keys, source: section, path, draft, context: request, report, findings: told });
    return draft;
  });
};

const numberAt = (map: LocatedMap, key: string, otherwise: number, report: Report): number => {
  const value = entry(map, key);
  return (value && whole(value, report, key)) ?? otherwise;
};

const supervisorOf = (name: string, children: ReadonlyArray<Draft>, at: Draft["at"]): Draft => {
  const group = makeDraft(name, at);
  group.settings.set("start", "parallel");
  group.children.push(...children);
  return group;
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

const readPrograms = (sections: LocatedMap, desk: Desk): ReadonlyMap<string, Draft> => {
  const programs = new Map<string, Draft>();
  for (const [section, { value }] of sections.entries) {
    const [kind = "", name = ""] = section.split(/:(.*)/s);
    if (!Object.hasOwn(kinds, kind) || value.kind !== "map") continue;
    const drafts = processes(section, value, desk);
    const [only] = drafts;
    if (only)
      programs.set(
        name,
        drafts.length === 1 ? only : { ...supervisorOf(name, drafts, value.at), order: only.order },
      );
  }
  return programs;
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
    else if (!Object.hasOwn(kinds, kind) && kind !== "group")
      findings.push(ignoredSection(section, keyAt.line));
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

import { entry, type LocatedMap, mapScalars } from "../../located.ts";
import type { Report } from "../../report.ts";
import { type Draft, makeDraft } from "../draft.ts";
import type { Finding } from "../Finding.ts";
import type { ImportRequest } from "../request.ts";
import { applyRows, type Row } from "../row.ts";
import { literal, variable } from "../sentinelText.ts";
import { mostCopies } from "../tooMuch.ts";
import { text, whole } from "../values.ts";
import { readEnvironment } from "./environment.ts";
import { type Expansions, expand } from "./expand.ts";
import { fcgiRows, listenerRows, programRows } from "./programRows.ts";

/** What reading one file of programs needs throughout. */
export interface Desk {
  readonly request: ImportRequest;
  readonly report: Report;
  readonly findings: Array<Finding>;
}

const kinds: Readonly<Record<string, ReadonlyArray<Row<ImportRequest>>>> = {
  program: programRows,
  "fcgi-program": [...programRows, ...fcgiRows],
  eventlistener: [...programRows, ...listenerRows],
};

/** Whether a section, by the word before its colon, is one of programs. */
export const isProgram = (kind: string): boolean => Object.hasOwn(kinds, kind);

/** A section with its expansions filled in. */
export const expanded = (map: LocatedMap, known: Expansions, report: Report): LocatedMap => {
  const done = mapScalars(map, (scalar) => ({
    ...scalar,
    value: expand(text(scalar), known, scalar.at, report),
  }));
  return done.kind === "map" ? done : map;
};

/** Expansions that hold in every section. */
export const baseExpansions = ({ directory }: ImportRequest): Expansions => ({
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

/** A supervisor of children that start together: what a group, or a program of several processes, becomes. */
export const supervisorOf = (name: string, children: ReadonlyArray<Draft>, at: Draft["at"]): Draft => {
  const group = makeDraft(name, at);
  group.settings.set("start", "parallel");
  group.children.push(...children);
  return group;
};

/** The programs by name. */
export const readPrograms = (sections: LocatedMap, desk: Desk): ReadonlyMap<string, Draft> => {
  const programs = new Map<string, Draft>();
  for (const [section, { value }] of sections.entries) {
    const [kind = "", name = ""] = section.split(/:(.*)/s);
    if (!isProgram(kind) || value.kind !== "map") continue;
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

import { entry, type Located, type LocatedMap, mapScalars } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { type Draft, makeDraft } from "../draft/draft.ts";
import type { Finding } from "../draft/Finding.ts";
import type { ImportRequest } from "../draft/request.ts";
import { maxCopies } from "../draft/sizeLimits.ts";
import { applyRows, type Row } from "../table/row.ts";
import { literal, variable } from "../table/sentinelText.ts";
import { tableOf } from "../table/tableOf.ts";
import { text, whole } from "../table/values.ts";
import { readEnvironment } from "./environment.ts";
import { type Expansions, expand } from "./expand.ts";
import { fcgiRows, listenerRows, programRows } from "./programRows.ts";

/** The context of importing one file of programs. */
export interface Desk {
  readonly request: ImportRequest;
  readonly report: Report;
  readonly findings: Array<Finding>;
  /** The absolute folder of the file that declares a section, if that is not the request's. */
  readonly folders: ReadonlyMap<string, string>;
}

const kinds: Readonly<Record<string, ReadonlyArray<Row<ImportRequest>>>> = tableOf({
  program: programRows,
  "fcgi-program": [...programRows, ...fcgiRows],
  eventlistener: [...programRows, ...listenerRows],
});

/** Whether a section declares a program, by its prefix. */
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
  // The host name is known when the tree is loaded.
  host_node_name: variable("HOSTNAME"),
});

/** The group of each program that belongs to one; every other program is a group of its own. */
const groupsOf = (sections: LocatedMap): ReadonlyMap<string, string> =>
  new Map(
    [...sections.entries].flatMap(([section, { value }]) =>
      section.startsWith("group:")
        ? membersOf(value).map((program) => [program, section.slice("group:".length)] as const)
        : [],
    ),
  );

/** The programs that a group names. */
export const membersOf = (group: Located): ReadonlyArray<string> =>
  text(entry(group, "programs"))
    .split(/[\s,]+/)
    .filter((name) => name !== "");

/** The processes of a program: one, or as many as `numprocs`, each with its own expansions. */
const processes = (
  section: string,
  map: LocatedMap,
  groups: ReadonlyMap<string, string>,
  desk: Desk,
): ReadonlyArray<Draft> => {
  const { report, request, findings } = desk;
  const [kind = "", name = ""] = section.split(/:(.*)/s);
  const count = numberAt(map, "numprocs", 1, report);
  const first = numberAt(map, "numprocs_start", 0, report);
  const most = maxCopies(request.sources.map(({ text: content }) => content).join(""));
  if (count > most) report.error(map.at, `numprocs=${count} is too many to list`, `write ${most} at most`);
  return Array.from({ length: Math.min(count, most) }, (_, index) => {
    const known = {
      ...baseExpansions(request),
      program_name: literal(name),
      group_name: literal(groups.get(name) ?? name),
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
    draft.folder = desk.folders.get(section) ?? null;
    if (!keys.entries.has("command"))
      report.error(map.at, `[${section}] has no command`, "add command=, or remove the section");
    const rows = kinds[kind] ?? programRows;
    // All processes of a program have the same findings; they are reported once.
    const told = index === 0 ? findings : [];
    const path = count > 1 ? `children.${name}.children.${called}` : `children.${called}`;
    applyRows(rows, { map: keys, source: section, path, draft, context: request, report, findings: told });
    return draft;
  });
};

const numberAt = (map: LocatedMap, key: string, otherwise: number, report: Report): number => {
  const value = entry(map, key);
  // The value of an environment variable is unknown here; the key's row reports that.
  if (value === undefined || text(value).includes("%(ENV_")) return otherwise;
  return whole(value, report, key) ?? otherwise;
};

/** A supervisor for a group, or for a program of several processes. */
export const supervisorOf = (name: string, children: ReadonlyArray<Draft>, at: Draft["at"]): Draft => {
  const group = makeDraft(name, at);
  group.settings.set("start", "parallel");
  group.children.push(...children);
  return group;
};

/** The programs by name. */
export const readPrograms = (sections: LocatedMap, desk: Desk): ReadonlyMap<string, Draft> => {
  const programs = new Map<string, Draft>();
  const groups = groupsOf(sections);
  for (const [section, { value }] of sections.entries) {
    const [kind = "", name = ""] = section.split(/:(.*)/s);
    if (!isProgram(kind) || value.kind !== "map") continue;
    const drafts = processes(section, value, groups, desk);
    const [only] = drafts;
    if (only)
      programs.set(
        name,
        drafts.length === 1 ? only : { ...supervisorOf(name, drafts, value.at), order: only.order },
      );
  }
  return programs;
};

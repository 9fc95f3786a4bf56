import type { Located, LocatedMap } from "../../diagnostics/located.ts";
import { makeReport, type Report } from "../../diagnostics/report.ts";
import { inDependencyOrder } from "../draft/dependencyOrder.ts";
import { type Draft, makeDraft, makeTree } from "../draft/draft.ts";
import type { Finding } from "../draft/Finding.ts";
import { makeNames } from "../draft/names.ts";
import { type ImportRequest, type ImportResult, resultUnlessErrors } from "../draft/request.ts";
import { applyRows } from "../table/row.ts";
import { text } from "../table/values.ts";
import { last } from "./readUnit.ts";
import { sections } from "./sections.ts";
import { fill, type UnitName } from "./specifiers.ts";
import type { UnitContext } from "./unitRows.ts";
import { readUnits, templateOf, type Units, unitOf } from "./units.ts";

interface Desk {
  readonly request: ImportRequest;
  readonly reports: Array<Report>;
  readonly findings: Array<Finding>;
  readonly units: Units;
}

const nothing: LocatedMap = { kind: "map", at: { line: 1, column: 1 }, entries: new Map() };

const readSections = (
  name: string,
  wanted: ReadonlyArray<string>,
  draft: Draft,
  together: ReadonlyMap<string, string>,
  desk: Desk,
): void => {
  const unit = desk.units.get(name);
  if (!unit) return;
  const elsewhere = (section: string, key: string): Located | undefined =>
    unit.sections.get(section)?.entries.get(key)?.value;
  const isUser =
    /(^|\/)(systemd\/user|\.config\/systemd)\//.test(unit.file) || /(^|\/)user\//.test(unit.file);
  const context: UnitContext = { request: desk.request, unit: { full: name, isUser }, together, elsewhere };
  const { report, files } = unit;
  const { findings } = desk;
  const sourceOf = (value: Located): string | undefined => {
    const file = files.get(value);
    return file !== undefined && file !== unit.file ? `${name} (${file})` : undefined;
  };
  for (const section of wanted) {
    const map = unit.sections.get(section) ?? nothing;
    const source = `${name} [${section}]`;
    const path = `children.${draft.name}`;
    applyRows(sections[section] ?? [], { map, source, path, draft, context, report, findings, sourceOf });
    sayLeft(map, context.unit, draft, source, findings);
  }
};

/** Keys that are only for users: specifiers left in them do no harm. */
const remarks = ["Description", "Documentation"];

/** Keys whose specifiers are not expanded at all. */
const elsewhere = /^(On|Condition|Assert)/;

/** Report the specifiers that could not be expanded, and block services that could not run with them. */
const sayLeft = (
  map: LocatedMap,
  unit: UnitName,
  draft: Draft,
  source: string,
  findings: Array<Finding>,
): void => {
  for (const [name, { keyAt, value }] of map.entries) {
    const items = value.kind === "list" ? value.items : [value];
    const left = new Set(items.flatMap((item) => fill(text(item), unit).left));
    const isHarmless = remarks.includes(name) || elsewhere.test(name);
    for (const key of left) {
      if (!isHarmless) draft.blockers.add(`${name} holds the specifier ${key}`);
      const note = `a specifier without a meaning here${isHarmless ? "" : ", so it is not started"}; write its value`;
      findings.push({ source, line: keyAt.line, key, fidelity: "unsupported", note, target: null });
    }
  }
};

/** The service of a source: itself, or the one that its timer or socket starts. */
const serviceOf = (unit: string, desk: Desk): string | null => {
  if (unit.endsWith(".service")) return unit;
  const own = desk.units.get(unit)?.sections;
  const named =
    own?.get("Timer")?.entries.get("Unit")?.value ?? own?.get("Socket")?.entries.get("Service")?.value;
  return named ? text(last(named)) : unit.replace(/\.(timer|socket)$/, ".service");
};

/** An instance for a template that names none: its own default. */
const instantiated = (unit: string, desk: Desk): string => {
  if (!/@\.[a-z]+$/.test(unit)) return unit;
  const standard = desk.units.get(unit)?.sections.get("Install")?.entries.get("DefaultInstance")?.value;
  return standard ? unit.replace("@.", `@${text(last(standard))}.`) : unit;
};

const timersOf = (service: string, desk: Desk): ReadonlyArray<string> =>
  [...desk.units.keys()].filter((unit) => unit.endsWith(".timer") && serviceOf(unit, desk) === service);

const readService = (
  service: string,
  draft: Draft,
  together: ReadonlyMap<string, string>,
  desk: Desk,
): void => {
  const unit = desk.units.get(service);
  if (!unit?.sections.get("Service")?.entries.has("ExecStart")) {
    const kind = unit?.sections.has("Service") ? "has no ExecStart" : "has no [Service] section";
    unit?.report.error({ line: 1, column: 1 }, `${service} ${kind}`, "there is nothing to run; remove it");
  }
  if (/@\.service$/.test(service))
    unit?.report.error(
      { line: 1, column: 1 },
      `${service} is a template`,
      `name an instance: ${service.replace("@.", "@NAME.")}`,
    );
  readSections(service, ["Unit", "Service", "Install"], draft, together, desk);
  for (const timer of timersOf(service, desk))
    readSections(timer, ["Unit", "Timer", "Install"], draft, together, desk);
};

/** Imports systemd units, with their drop-ins, timers and sockets, as a tree. */
export const importSystemd = (request: ImportRequest): ImportResult => {
  const reports: Array<Report> = [];
  const findings: Array<Finding> = [];
  const tree = makeTree(request.name);
  const units = new Map(readUnits(request, reports));
  const desk: Desk = { request, reports, findings, units };
  const [first = makeReport(request.sources[0].file, "")] = reports;
  const services = new Set<string>();
  for (const { file } of request.sources) {
    const unit = unitOf(file);
    const service = /\.(service|timer|socket)$/.test(unit) ? serviceOf(unit, desk) : null;
    const found = service === null ? undefined : (units.get(service) ?? units.get(templateOf(service)));
    if (service === null)
      (units.get(unit)?.report ?? first).error(
        { line: 1, column: 1 },
        `${unit} is not a service, timer or socket`,
        "import .service and .timer files",
      );
    else if (!found)
      (units.get(unit)?.report ?? first).error(
        { line: 1, column: 1 },
        `there is no ${service} beside ${unit}`,
        "import both from one folder",
      );
    else {
      const instance = instantiated(service, desk);
      units.set(instance, found);
      services.add(instance);
    }
  }
  const names = makeNames(findings, first, "the units");
  const called = new Map(
    [...services].map((service) => [
      service,
      names.fromSource(service.replace(/\.service$/, ""), { line: 1, column: 1 }),
    ]),
  );
  const drafts = [...called].map(([service, name]) => {
    const draft = makeDraft(name, { line: 1, column: 1 });
    readService(service, draft, called, desk);
    return draft;
  });
  for (const { file } of request.sources)
    if (file.endsWith(".socket"))
      readSections(
        unitOf(file),
        ["Unit", "Socket", "Install"],
        makeDraft("", { line: 1, column: 1 }),
        called,
        desk,
      );
  tree.children.push(...inDependencyOrder(drafts, first));
  tree.settings.set("start", "parallel");
  return resultUnlessErrors(
    { tree, findings },
    reports.flatMap((one) => one.errors()),
  );
};

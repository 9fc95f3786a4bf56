import { makeReport, type Report } from "../../diagnostics/report.ts";
import type { ImportRequest } from "../draft/request.ts";
import { type Assignment, gather, readAssignments, type Unit } from "./readUnit.ts";

interface HandedIn extends Unit {
  readonly report: Report;
  readonly file: string;
}

/** All units of the request, by name. */
export type Units = ReadonlyMap<string, HandedIn>;

const baseName = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

/** The unit that a file belongs to: `web.service` for `web.service` and for `web.service.d/10-env.conf`. */
export const unitOf = (file: string): string => /([^/]+)\.d\/[^/]+\.conf$/.exec(file)?.[1] ?? baseName(file);

const isDropIn = (file: string): boolean => /\.d\/[^/]+\.conf$/.test(file);

/** `worker@.service` for `worker@3.service`. */
export const templateOf = (unit: string): string => unit.replace(/@[^@]+(\.[a-z]+)$/, "@$1");

/** The units of a request with their drop-ins; each file gets a report. */
export const readUnits = (request: ImportRequest, reports: Array<Report>): Units => {
  const all = [...request.sources, ...request.beside];
  const units = new Map<string, HandedIn>();
  for (const { file, text: content } of all.filter((one) => !isDropIn(one.file))) {
    const name = unitOf(file);
    if (units.has(name)) continue;
    const report = makeReport(file, content);
    reports.push(report);
    const assignments: Array<Assignment> = [...readAssignments(content, file, report)];
    for (const dropIn of all.filter(
      (one) => isDropIn(one.file) && [name, templateOf(name)].includes(unitOf(one.file)),
    )) {
      const own = makeReport(dropIn.file, dropIn.text);
      reports.push(own);
      assignments.push(...readAssignments(dropIn.text, dropIn.file, own));
    }
    units.set(name, { ...gather(assignments), report, file });
  }
  return units;
};

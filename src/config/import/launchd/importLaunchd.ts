import { entry, type Located, type LocatedMap, mapScalars } from "../../diagnostics/located.ts";
import { makeReport, type Report } from "../../diagnostics/report.ts";
import { parseYaml } from "../../yaml/parseYaml.ts";
import { isScheduled } from "../draft/asJobs.ts";
import { type Draft, makeDraft, makeTree } from "../draft/draft.ts";
import type { Finding } from "../draft/Finding.ts";
import { makeNames, type Names } from "../draft/names.ts";
import { type ImportRequest, type ImportResult, resultUnlessErrors, type Source } from "../draft/request.ts";
import { applyRows } from "../table/row.ts";
import { literalScalar, text } from "../table/values.ts";
import { readPlist } from "./readPlist.ts";
import { launchdRows } from "./rows.ts";

/** `KeepAlive` with conditions, each as a separate key. */
const withConditions = (job: LocatedMap): LocatedMap => {
  const conditions = entry(job, "KeepAlive");
  if (conditions?.kind !== "map") return job;
  const entries = new Map([...job.entries].filter(([key]) => key !== "KeepAlive"));
  for (const [key, value] of conditions.entries) entries.set(`KeepAlive.${key}`, value);
  return { ...job, entries };
};

const readJob = ({ file, text: content }: Source, report: Report): LocatedMap | null => {
  const parsed: Located | null = content.trimStart().startsWith("{")
    ? parseYaml(content, report)
    : readPlist(content, report);
  if (parsed === null || report.errors().length > 0) return null;
  const whole = mapScalars(parsed, literalScalar);
  if (whole.kind !== "map") {
    report.error(whole.at, `${file} holds no job`, "a job of launchd is a dictionary with a Label");
    return null;
  }
  return withConditions(whole);
};

const makeChild = (
  job: LocatedMap,
  names: Names,
  report: Report,
  findings: Array<Finding>,
  request: ImportRequest,
  folder: string | null,
): Draft | null => {
  const label = text(entry(job, "Label"));
  if (label === "") report.error(job.at, "the job has no Label", "add a Label");
  if (!["Program", "ProgramArguments"].some((key) => job.entries.has(key)))
    report.error(
      job.at,
      "the job has neither Program nor ProgramArguments",
      "there is nothing to run; remove it",
    );
  if (report.errors().length > 0) return null;
  const draft = makeDraft(names.fromSource(label, job.at), job.at);
  draft.folder = folder;
  const path = `children.${draft.name}`;
  applyRows(launchdRows, { map: job, source: label, path, draft, context: request, report, findings });
  // Its schedule holds as soon as it is loaded, whatever RunAtLoad says.
  if (isScheduled(draft)) draft.settings.set("autostart", true);
  return draft;
};

/** Imports property lists of launchd as a tree, one job per list. */
export const importLaunchd = (request: ImportRequest): ImportResult => {
  const findings: Array<Finding> = [];
  const tree = makeTree(request.name);
  const reports = request.sources.map(({ file, text: content }) => makeReport(file, content));
  request.sources.forEach((source, index) => {
    const report = reports[index];
    if (!report) return;
    const names = makeNames(findings, report, "the jobs");
    const job = readJob(source, report);
    const draft = job && makeChild(job, names, report, findings, request, source.directory ?? null);
    if (draft && tree.children.some(({ name }) => name === draft.name))
      report.error(draft.at, `two jobs have the Label ${draft.name}`, "give each a different Label");
    if (draft) tree.children.push(draft);
  });
  tree.settings.set("start", "parallel");
  return resultUnlessErrors(
    { tree, findings },
    reports.flatMap((report) => report.errors()),
  );
};

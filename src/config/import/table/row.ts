import { suggestion } from "../../../policy/nearest.ts";
import type { Located, LocatedMap } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { Draft, Setting } from "../draft/draft.ts";
import type { Finding } from "../draft/Finding.ts";
import { plannedSetting } from "../draft/plannedSettings.ts";
import { checkFindings } from "../draft/sizeLimits.ts";
import { requiredIn, withDefaults } from "./sentinelText.ts";
import { text } from "./values.ts";

/** What a row's `apply` gets besides the value. */
export interface RowContext<Context> {
  readonly context: Context;
  /** The key as written. */
  readonly key: string;
  /** For invalid values: the import fails then. */
  readonly report: Report;
  /** The value of another key of the same source, or the source's default for it. */
  readonly given: (key: string) => Located | undefined;
}

/** The differences from its row that `apply` found. */
export type Outcome =
  | (Partial<Pick<Finding, "fidelity" | "note">> & {
      /** What happens until Sentinel has the setting, if that differs from the usual. */
      readonly until?: string;
    })
  | undefined;

/** One key of a source format and its mapping. The tables of docs/reference/import.md are generated from these. */
export interface Row<Context = unknown> {
  readonly key: string;
  readonly aliases?: ReadonlyArray<string>;
  /** The target settings, for readers; null if there are none. */
  readonly to: string | null;
  readonly fidelity: Finding["fidelity"];
  /** How the result differs, or what to do. */
  readonly note: string;
  /** The source's default for the key. It is made explicit in the result. */
  readonly byDefault?: string | number | boolean;
  readonly apply?: (value: Located, draft: Draft, rowContext: RowContext<Context>) => Outcome;
}

/** The keys of one part of a source, and where to put the results. */
interface Section<Context> {
  readonly map: LocatedMap;
  readonly source: string;
  /** The draft's path for the report, such as `children.web`. */
  readonly path: string;
  readonly draft: Draft;
  readonly context: Context;
  readonly report: Report;
  readonly findings: Array<Finding>;
  /** The source of a value, if it is not `source`. */
  readonly sourceOf?: (value: Located) => string | undefined;
}

const noPosition = { line: 0, column: 0 } as const;

/** A value that is in no file. */
const withoutPosition = (value: string | number | boolean): Located => ({
  kind: "scalar",
  at: noPosition,
  value,
});

const lineOf = ({ line }: { readonly line: number }): number | null => (line > 0 ? line : null);

const findEntry = <Context>(map: LocatedMap, row: Row<Context>) => {
  for (const key of [row.key, ...(row.aliases ?? [])]) {
    const found = map.entries.get(key);
    if (found) return { key, ...found };
  }
  return null;
};

/** The outcome of a row for a value, and its errors. */
interface Attempt {
  readonly outcome: Outcome;
  readonly mistakes: ReadonlyArray<Parameters<Report["error"]>>;
}

/** Apply a row; an invalid value leaves the draft's settings unchanged. */
const attempt = <Context>(
  row: Row<Context>,
  value: Located,
  draft: Draft,
  before: Draft["settings"],
  rowContext: RowContext<Context>,
): Attempt => {
  const mistakes: Array<Parameters<Report["error"]>> = [];
  const report: Report = { ...rowContext.report, error: (...mistake) => void mistakes.push(mistake) };
  const outcome = row.apply?.(value, draft, { ...rowContext, report });
  if (mistakes.length > 0) {
    draft.settings.clear();
    for (const [name, setting] of before) draft.settings.set(name, setting);
  }
  return { outcome, mistakes };
};

/** Whether a value contains variables, which are known only where the source runs. */
const holdsVariables = (value: Located): boolean => text(value) !== withDefaults(text(value));

/**
 * Apply a row. If its value contains variables that the setting doesn't take, try the value with their defaults, then
 * the source's default: one key must not fail the whole import.
 */
const applyWithFallback = <Context>(
  row: Row<Context>,
  value: Located,
  draft: Draft,
  before: Draft["settings"],
  rowContext: RowContext<Context>,
): Outcome => {
  const first = attempt(row, value, draft, before, rowContext);
  if (first.mistakes.length === 0) return first.outcome;
  if (!holdsVariables(value)) {
    for (const mistake of first.mistakes) rowContext.report.error(...mistake);
    return first.outcome;
  }
  const { byDefault } = row;
  const candidates = [withDefaults(text(value)), ...(byDefault === undefined ? [] : [byDefault])];
  const depends = `${text(value)} is known only at run time, and this key takes no variables`;
  for (const candidate of candidates) {
    const instead: Located = { kind: "scalar", at: value.at, value: candidate };
    const { mistakes } = attempt(row, instead, draft, before, rowContext);
    if (mistakes.length === 0)
      return { fidelity: "approximate", note: `${depends}: taken as ${candidate}; write its value` };
  }
  return { fidelity: "unsupported", note: `${depends}: left out; write its value` };
};

/** Add the variables that the texts of a setting need. */
const addRequired = (setting: Setting, names: Set<string>): void => {
  if (typeof setting === "string") for (const name of requiredIn(setting)) names.add(name);
  else if (typeof setting === "object") for (const inner of Object.values(setting)) addRequired(inner, names);
};

/** Variables that every login sets, which are not reported. */
const alwaysSet = ["HOME", "USER", "LOGNAME"];

/** The variables that must be set for the settings to be valid. */
const requiredVariables = (settings: ReadonlyArray<Setting>): string => {
  const names = new Set<string>();
  for (const setting of settings) addRequired(setting, names);
  const required = [...names].filter((name) => !alwaysSet.includes(name));
  return required.length === 0
    ? ""
    : `set ${required.join(" and ")} where the tree is loaded; otherwise the file is not valid`;
};

const toFinding = <Context>(
  row: Row<Context>,
  { key, at, value }: { readonly key: string; readonly at: number | null; readonly value: Located },
  section: Section<Context>,
  given: RowContext<Context>["given"],
): Finding => {
  const { draft, context, report, source, path, sourceOf } = section;
  const before = new Map(draft.settings);
  const outcome = applyWithFallback(row, value, draft, before, { context, key, report, given });
  const changed = [...draft.settings].filter(([name, now]) => before.get(name) !== now);
  const set = changed.map(([name]) => name);
  const [planned] = set.flatMap((name) => plannedSetting(name) ?? []);
  const isDefault = at === null && value.at === noPosition;
  const missingNote = requiredVariables(
    changed.flatMap(([name, now]) => (plannedSetting(name) ? [] : [now])),
  );
  const parts = [
    planned
      ? `Sentinel has no ${planned.name} yet, so it is a comment; ${outcome?.until ?? planned.until}`
      : "",
    outcome?.note ?? row.note,
    missingNote,
    isDefault ? `the source's default${set.length > 0 ? ", made explicit" : ""}` : "",
  ];
  const fidelity = planned ? "unsupported" : (outcome?.fidelity ?? row.fidelity);
  return {
    source: sourceOf?.(value) ?? source,
    line: at,
    key,
    fidelity: missingNote !== "" && fidelity === "exact" ? "approximate" : fidelity,
    note: parts.filter((part) => part !== "").join("; "),
    target: set.length > 0 ? targetOf(path, set) : null,
    ...(isDefault ? { isDefault: true as const } : {}),
  };
};

/** `children.web.stop.signal`, and `children.web.backoff` for several settings of it. */
const targetOf = (path: string, set: ReadonlyArray<string>): string => {
  const tops = [...new Set(set.map((name) => name.split(".")[0] ?? ""))];
  return tops
    .map((top) => {
      const own = set.filter((name) => name === top || name.startsWith(`${top}.`));
      return `${path}.${own.length === 1 ? own[0] : top}`;
    })
    .join(", ");
};

/**
 * Apply a table to the keys of a source: each key yields a finding, and so does each default that the source's own
 * program would have used. Rows are applied in the order of the table.
 */
export const applyRows = <Context>(rows: ReadonlyArray<Row<Context>>, section: Section<Context>): void => {
  const { map, findings, source, sourceOf } = section;
  checkFindings(findings);
  const given = (key: string): Located | undefined => {
    const row = rows.find((one) => one.key === key);
    const found = row ? findEntry(map, row) : map.entries.get(key);
    return found?.value ?? (row?.byDefault === undefined ? undefined : withoutPosition(row.byDefault));
  };
  for (const row of rows) {
    const found = findEntry(map, row);
    if (found) {
      const { key, keyAt, value } = found;
      findings.push(toFinding(row, { key, at: lineOf(keyAt), value }, section, given));
    } else if (row.byDefault !== undefined) {
      const value: Located = { kind: "scalar", at: noPosition, value: row.byDefault };
      findings.push(toFinding(row, { key: row.key, at: null, value }, section, given));
    }
  }
  const known = rows.flatMap(({ key, aliases }) => [key, ...(aliases ?? [])]);
  for (const [key, { keyAt, value }] of map.entries) {
    if (known.includes(key)) continue;
    checkFindings(findings);
    findings.push({
      source: sourceOf?.(value) ?? source,
      line: lineOf(keyAt),
      key,
      fidelity: "unknown",
      note: `not a key of this format, so it never had an effect; ${unknownHint(key, findings.length < 1_000 ? known : [])}`,
      target: null,
    });
  }
};

const unknownHint = (key: string, known: ReadonlyArray<string>): string => {
  if (key.length > 40 || known.length === 0) return "remove it";
  const hint = suggestion(
    key,
    known.filter((one) => !one.startsWith("(")),
  );
  return hint.startsWith("did you mean") ? hint : "remove it, or find out what it was meant to do";
};

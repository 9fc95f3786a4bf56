import { suggestion } from "../../policy/nearest.ts";
import type { Located, LocatedMap } from "../located.ts";
import type { Report } from "../report.ts";
import { comingSetting } from "./comingSettings.ts";
import type { Draft } from "./draft.ts";
import type { Finding } from "./Finding.ts";
import { heed } from "./tooMuch.ts";

/** What a row's mapping has at hand besides the value. */
export interface Around<Context> {
  readonly context: Context;
  /** The key as it is written. */
  readonly key: string;
  /** For values that make no sense: the import fails then. */
  readonly report: Report;
  /** Another key of the same source, or the source's default for it. */
  readonly given: (key: string) => Located | undefined;
}

/** What a mapping found to be different from what its row says. */
export type Outcome = Partial<Pick<Finding, "fidelity" | "note">> | undefined;

/** One key of a source format: what becomes of it, and how. The tables of docs/import.md are made of these. */
export interface Row<Context = unknown> {
  readonly key: string;
  readonly aliases?: ReadonlyArray<string>;
  /** The settings it ends in, for readers; null when there is none. */
  readonly to: string | null;
  readonly fidelity: Finding["fidelity"];
  /** How it differs, or what to do. */
  readonly note: string;
  /** What the source does where the key is not written. It is written out. */
  readonly byDefault?: string | number | boolean;
  readonly apply?: (value: Located, draft: Draft, around: Around<Context>) => Outcome;
}

/** A source's keys, and where to put what is found. */
interface Reading<Context> {
  readonly map: LocatedMap;
  readonly source: string;
  /** The draft's path for the report, such as `children.web`. */
  readonly path: string;
  readonly draft: Draft;
  readonly context: Context;
  readonly report: Report;
  readonly findings: Array<Finding>;
  /** Where a value was written, when not in `source`. */
  readonly sourceOf?: (value: Located) => string | undefined;
}

const nowhere = { line: 0, column: 0 } as const;

/** A value that stands in no file. */
const unwritten = (value: string | number | boolean): Located => ({
  kind: "scalar",
  at: nowhere,
  value,
});

const lineOf = ({ line }: { readonly line: number }): number | null => (line > 0 ? line : null);

const written = <Context>(map: LocatedMap, row: Row<Context>) => {
  for (const key of [row.key, ...(row.aliases ?? [])]) {
    const found = map.entries.get(key);
    if (found) return { key, ...found };
  }
  return null;
};

const settle = <Context>(
  row: Row<Context>,
  { key, at, value }: { readonly key: string; readonly at: number | null; readonly value: Located },
  reading: Reading<Context>,
  given: Around<Context>["given"],
): Finding => {
  const { draft, context, report, source, path, sourceOf } = reading;
  const before = new Map(draft.settings);
  const outcome = row.apply?.(value, draft, { context, key, report, given });
  const set = [...draft.settings].filter(([name, now]) => before.get(name) !== now).map(([name]) => name);
  const [coming] = set.flatMap((name) => comingSetting(name) ?? []);
  const isDefault = at === null && value.at === nowhere;
  const parts = [
    coming ? `Sentinel has no ${coming.name} yet, it stands as a comment; ${coming.until}` : "",
    outcome?.note ?? row.note,
    isDefault ? `the source's default${set.length > 0 ? ", written out" : ""}` : "",
  ];
  return {
    source: sourceOf?.(value) ?? source,
    line: at,
    key,
    fidelity: coming ? "unsupported" : (outcome?.fidelity ?? row.fidelity),
    note: parts.filter((part) => part !== "").join("; "),
    target: set.length > 0 ? targetOf(path, set) : null,
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
 * Take a source's keys through its table: each written key ends as a finding, and so does each default that
 * the source's own program would have used. Rows are applied in the order of the table.
 */
export const applyRows = <Context>(rows: ReadonlyArray<Row<Context>>, reading: Reading<Context>): void => {
  const { map, findings, source, sourceOf } = reading;
  heed(findings);
  const given = (key: string): Located | undefined => {
    const row = rows.find((one) => one.key === key);
    const found = row ? written(map, row) : map.entries.get(key);
    return found?.value ?? (row?.byDefault === undefined ? undefined : unwritten(row.byDefault));
  };
  for (const row of rows) {
    const found = written(map, row);
    if (found) {
      const { key, keyAt, value } = found;
      findings.push(settle(row, { key, at: lineOf(keyAt), value }, reading, given));
    } else if (row.byDefault !== undefined) {
      const value: Located = { kind: "scalar", at: nowhere, value: row.byDefault };
      findings.push(settle(row, { key: row.key, at: null, value }, reading, given));
    }
  }
  const known = rows.flatMap(({ key, aliases }) => [key, ...(aliases ?? [])]);
  for (const [key, { keyAt, value }] of map.entries) {
    if (known.includes(key)) continue;
    heed(findings);
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
  return hint.startsWith("did you mean") ? hint : "remove it, or look for what it was meant to do";
};

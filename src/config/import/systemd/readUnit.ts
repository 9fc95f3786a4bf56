import type { Located, LocatedMap, Position } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";

/** `key=value` of a unit or drop-in. */
export interface Assignment {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly at: Position;
  readonly file: string;
}

/** The assignments of a unit file, in order; a backslash at the end continues a line. */
export const readAssignments = (text: string, file: string, report: Report): ReadonlyArray<Assignment> => {
  const found: Array<Assignment> = [];
  let section = "";
  let open: { readonly at: Position; readonly parts: Array<string> } | null = null;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (/^[#;]/.test(line) || (line === "" && open === null)) return;
    const { at, parts }: NonNullable<typeof open> = open ?? {
      at: { line: index + 1, column: raw.length - raw.trimStart().length + 1 },
      parts: [],
    };
    parts.push(line.endsWith("\\") ? line.slice(0, -1).trimEnd() : line);
    open = line.endsWith("\\") ? { at, parts } : null;
    if (open) return;
    const whole = parts.join(" ");
    const header = /^\[([^\]]+)\]$/.exec(whole);
    const pair = /^([^=\s]+)\s*=\s*([\s\S]*)$/.exec(whole);
    if (header) section = header[1] ?? "";
    else if (section === "")
      report.error(at, "this line is before the first section", "begin with [Unit] or [Service]");
    else if (!pair) report.error(at, "this is neither a section nor a key", "write Key=value");
    else found.push({ section, key: pair[1] ?? "", value: (pair[2] ?? "").trim(), at, file });
  });
  return found;
};

/** A unit with its drop-ins: the keys of each section, and the file of each value. */
export interface Unit {
  readonly sections: ReadonlyMap<string, LocatedMap>;
  readonly files: ReadonlyMap<Located, string>;
}

/** Merge assignments: repeated keys append, an empty one resets the list. */
export const gather = (assignments: ReadonlyArray<Assignment>): Unit => {
  const sections = new Map<string, Map<string, Array<Assignment>>>();
  for (const assignment of assignments) {
    const keys = sections.get(assignment.section) ?? new Map<string, Array<Assignment>>();
    sections.set(assignment.section, keys);
    const found = keys.get(assignment.key) ?? [];
    keys.set(assignment.key, found);
    if (assignment.value === "") keys.delete(assignment.key);
    else found.push(assignment);
  }
  const files = new Map<Located, string>();
  const gathered = [...sections].map(([section, keys]): readonly [string, LocatedMap] => {
    const entries = [...keys].flatMap(([key, values]) => {
      const written = values[values.length - 1];
      if (!written) return [];
      const items = values.map(({ value, at }): Located => ({ kind: "scalar", at, value }));
      const list: Located = { kind: "list", at: written.at, items };
      files.set(list, written.file);
      return [[key, { keyAt: written.at, value: list }] as const];
    });
    return [section, { kind: "map", at: { line: 1, column: 1 }, entries: new Map(entries) }];
  });
  return { sections: new Map(gathered), files };
};

/** The last of a key's values, which applies to keys with a single value. */
export const last = (value: Located): Located =>
  value.kind === "list" ? (value.items[value.items.length - 1] ?? value) : value;

import type { Located, LocatedMap, Position } from "../../located.ts";
import type { Report } from "../../report.ts";

/** `key=value` of a unit or drop-in. */
export interface Assignment {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly at: Position;
  readonly file: string;
}

/** The assignments of a unit file, in order; lines that end in a backslash go on. */
export const readAssignments = (text: string, file: string, report: Report): ReadonlyArray<Assignment> => {
  const found: Array<Assignment> = [];
  let section = "";
  let open: { readonly at: Position; readonly text: string } | null = null;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (/^[#;]/.test(line) || (line === "" && open === null)) return;
    const at: Position = open?.at ?? { line: index + 1, column: raw.length - raw.trimStart().length + 1 };
    const whole: string = open === null ? line : `${open.text} ${line}`;
    if (whole.endsWith("\\")) {
      open = { at, text: whole.slice(0, -1).trimEnd() };
      return;
    }
    open = null;
    const header = /^\[([^\]]+)\]$/.exec(whole);
    const pair = /^([^=\s]+)\s*=\s*([\s\S]*)$/.exec(whole);
    if (header) section = header[1] ?? "";
    else if (section === "")
      report.say(at, "this line stands before the first section", "begin with [Unit] or [Service]");
    else if (!pair) report.say(at, "this is neither a section nor a key", "write Key=value");
    else found.push({ section, key: pair[1] ?? "", value: (pair[2] ?? "").trim(), at, file });
  });
  return found;
};

/** A unit with its drop-ins: each section's keys, and where each value was written. */
export interface Unit {
  readonly sections: ReadonlyMap<string, LocatedMap>;
  readonly files: ReadonlyMap<Located, string>;
}

/** Assignments put together: repeated keys append, an empty one forgets what was there. */
export const gather = (assignments: ReadonlyArray<Assignment>): Unit => {
  const sections = new Map<string, LocatedMap>();
  const files = new Map<Located, string>();
  for (const { section, key, value, at, file } of assignments) {
    const map = sections.get(section) ?? { kind: "map", at, entries: new Map() };
    const entries = new Map(map.entries);
    const before = entries.get(key)?.value;
    if (value === "") entries.delete(key);
    else {
      const items = before?.kind === "list" ? before.items : [];
      const list: Located = { kind: "list", at, items: [...items, { kind: "scalar", at, value }] };
      entries.set(key, { keyAt: at, value: list });
      files.set(list, file);
    }
    sections.set(section, { ...map, entries });
  }
  return { sections, files };
};

/** The last of a key's values: what counts for keys that hold one. */
export const last = (value: Located): Located =>
  value.kind === "list" ? (value.items[value.items.length - 1] ?? value) : value;

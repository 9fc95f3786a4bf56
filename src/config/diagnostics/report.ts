import type { ConfigError } from "./ConfigError.ts";
import { limits } from "./limits.ts";
import { type Position, placeOf, type Source, trailOf } from "./located.ts";

/** Collects errors, so that all of them are reported at once. */
export interface Report {
  readonly error: (at: Position, message: string, hint?: string | null) => void;
  /** Suppresses further errors at a position, because they would follow from one that was reported. */
  readonly markUnreadable: (at: Position) => void;
  /** The same report, with errors attributed to a child. */
  readonly of: (child: string) => Report;
  /** Whether further errors are discarded, so that looking for them is pointless. */
  readonly isFull: () => boolean;
  /** In the order of the files; a mistake in a value that several children share is a single error. */
  readonly errors: () => ReadonlyArray<ConfigError>;
}

interface Finding {
  readonly at: Position;
  readonly message: string;
  readonly hint: string | null;
  /** The children affected, by the trail of the value; the trail is empty if it was written there. */
  readonly users: Map<string, Set<string>>;
}

const listed = (names: ReadonlyArray<string>): string =>
  names.length > 3
    ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`
    : [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" and ");

/** How the value passed from where it was written to the children affected. */
const describeTrail = ({ at, users }: Finding): ReadonlyArray<string> => {
  const uses = [...users].flatMap(([through, children]) => {
    if (through === "") return [];
    return [`${children.size > 0 ? `used by ${listed([...children])} ` : ""}through ${through}`];
  });
  const named: Array<string> = [];
  for (let source = at.source; source?.namedAt; source = source.namedAt.source)
    named.push(`${source.file} is named at ${placeOf(source.namedAt)}`);
  return [...(users.has("") ? [] : uses.slice(0, 3)), ...named];
};

/** A line of a text, counted from 1, without splitting the whole text. */
const lineOf = (text: string, line: number): string => {
  let from = 0;
  for (let at = 1; at < line; at += 1) {
    const newline = text.indexOf("\n", from);
    if (newline < 0) return "";
    from = newline + 1;
  }
  const end = text.indexOf("\n", from);
  return text.slice(from, end < 0 ? text.length : end);
};

const toConfigError = (finding: Finding, main: Pick<Source, "file" | "text">): ConfigError => {
  const { at, message, hint } = finding;
  const { source = main, line, column } = at;
  return {
    file: source.file,
    line,
    column,
    message,
    source: lineOf(source.text, line),
    trail: describeTrail(finding),
    hint,
  };
};

/** A report on a file and its includes. A position without a file is in the main file. */
export const makeReport = (file: string, text: string): Report => {
  const main = { file, text };
  const findings = new Map<string, Finding>();
  const files = new Map<string, number>();
  const unreadable = new Set<string>();
  const isFull = () => findings.size >= limits.errors;
  const reportOf = (child: string | null): Report => {
    const error: Report["error"] = (at, message, hint = null) => {
      const place = placeOf(at);
      const id = `${place}\n${message}`;
      if (unreadable.has(place) || (isFull() && !findings.has(id))) return;
      const file = at.source?.file ?? main.file;
      if (!files.has(file)) files.set(file, files.size);
      const finding = findings.get(id) ?? { at, message, hint, users: new Map<string, Set<string>>() };
      findings.set(id, finding);
      const through = trailOf(at).join(", ");
      const users = finding.users.get(through) ?? new Set();
      finding.users.set(through, child === null ? users : users.add(child));
    };
    return {
      error,
      markUnreadable: (at) => unreadable.add(placeOf(at)),
      of: reportOf,
      isFull,
      errors: () =>
        [...findings.values()]
          .map((finding) => toConfigError(finding, main))
          .sort((a, b) => compareErrors(a, b, files)),
    };
  };
  return reportOf(null);
};

const compareErrors = (a: ConfigError, b: ConfigError, files: ReadonlyMap<string, number>): number =>
  (files.get(a.file) ?? 0) - (files.get(b.file) ?? 0) || a.line - b.line || a.column - b.column;

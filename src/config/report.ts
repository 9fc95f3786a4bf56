import type { ConfigError } from "./ConfigError.ts";
import { limits } from "./limits.ts";
import { carriersOf, type Position, type Source } from "./located.ts";

/** Collects everything that is wrong, so that all of it can be said at once. */
export interface Report {
  readonly say: (at: Position, message: string, hint?: string | null) => void;
  /** What stands at a place can't be read: that has been said, and what follows from it is not. */
  readonly spoil: (at: Position) => void;
  /** The same report, for what is read as part of a child. */
  readonly of: (child: string) => Report;
  /** Whether no more errors are told: what else is wrong is not worth looking for. */
  readonly isFull: () => boolean;
  /** In the order of the files; a mistake that several children share is one error. */
  readonly errors: () => ReadonlyArray<ConfigError>;
}

interface Finding {
  readonly at: Position;
  readonly message: string;
  readonly hint: string | null;
  /** Whom it matters to, by what has carried it there: nothing, where it was written in place. */
  readonly users: Map<string, Set<string>>;
}

const placeOf = ({ source, line, column }: Position): string => `${source?.file ?? ""}:${line}:${column}`;

const listed = (names: ReadonlyArray<string>): string =>
  names.length > 3
    ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`
    : [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" and ");

/** How a mistake came from where it was written to where it matters. */
const trailOf = ({ at, users }: Finding): ReadonlyArray<string> => {
  const uses = [...users].flatMap(([through, children]) => {
    if (through === "") return [];
    return [`${children.size > 0 ? `used by ${listed([...children])} ` : ""}through ${through}`];
  });
  const named: Array<string> = [];
  for (let source = at.source; source?.namedAt; source = source.namedAt.source)
    named.push(`${source.file} is named at ${placeOf(source.namedAt)}`);
  return [...(users.has("") ? [] : uses.slice(0, 3)), ...named];
};

/** A line of a text, found without cutting all of it into lines; lines begin with 1. */
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

const told = (finding: Finding, main: Pick<Source, "file" | "text">): ConfigError => {
  const { at, message, hint } = finding;
  const { source = main, line, column } = at;
  return {
    file: source.file,
    line,
    column,
    message,
    source: lineOf(source.text, line),
    trail: trailOf(finding),
    hint,
  };
};

/** A report on a file and those that it names: where a position does not say which, it is that file. */
export const makeReport = (file: string, text: string): Report => {
  const main = { file, text };
  const findings = new Map<string, Finding>();
  const files = new Map<string, number>();
  const unreadable = new Set<string>();
  const isFull = () => findings.size >= limits.errors;
  const reportOf = (child: string | null): Report => {
    const say: Report["say"] = (at, message, hint = null) => {
      const place = placeOf(at);
      const id = `${place}\n${message}`;
      if (unreadable.has(place) || (isFull() && !findings.has(id))) return;
      const file = at.source?.file ?? main.file;
      if (!files.has(file)) files.set(file, files.size);
      const finding = findings.get(id) ?? { at, message, hint, users: new Map<string, Set<string>>() };
      findings.set(id, finding);
      const through = carriersOf(at).join(", ");
      const users = finding.users.get(through) ?? new Set();
      finding.users.set(through, child === null ? users : users.add(child));
    };
    return {
      say,
      spoil: (at) => unreadable.add(placeOf(at)),
      of: reportOf,
      isFull,
      errors: () =>
        [...findings.values()].map((finding) => told(finding, main)).sort((a, b) => before(a, b, files)),
    };
  };
  return reportOf(null);
};

const before = (a: ConfigError, b: ConfigError, files: ReadonlyMap<string, number>): number =>
  (files.get(a.file) ?? 0) - (files.get(b.file) ?? 0) || a.line - b.line || a.column - b.column;

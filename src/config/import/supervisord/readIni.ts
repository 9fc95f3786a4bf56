import type { Located, LocatedMap, Position } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";

type Entries = Map<string, { readonly keyAt: Position; readonly value: Located }>;

/** `;` and `#` begin a comment at the start of a line and, as in Supervisor, after white space. */
const withoutComment = (line: string): string =>
  /^\s*[;#]/.test(line) ? "" : line.replace(/(?<!\s)\s+[;#].*$/, "").trimEnd();

/**
 * Read INI like Python's RawConfigParser in non-strict mode: sections with the same name are merged, later keys win,
 * keys are lower-cased, an indented line continues the value above. Sections and keys have their lines.
 */
export const readIni = (text: string, report: Report): LocatedMap => {
  const sections = new Map<string, { readonly at: Position; readonly entries: Entries }>();
  let section: Entries | null = null;
  let last: { readonly key: string; readonly keyAt: Position; readonly at: Position; value: string } | null =
    null;
  const put = (): void => {
    if (section && last)
      section.set(last.key, { keyAt: last.keyAt, value: { kind: "scalar", at: last.at, value: last.value } });
  };
  text.split(/\r?\n/).forEach((whole, index) => {
    const line = withoutComment(whole);
    const at = { line: index + 1, column: whole.length - whole.trimStart().length + 1 };
    if (line.trim() === "") return;
    if (/^\s/.test(line) && last) {
      last = { ...last, value: `${last.value}\n${line.trim()}` };
      put();
      return;
    }
    const header = /^\[([^\]]+)\]/.exec(line.trim());
    if (header) {
      const name = header[1] ?? "";
      section = sections.get(name)?.entries ?? new Map();
      sections.set(name, { at: sections.get(name)?.at ?? at, entries: section });
      last = null;
      return;
    }
    const pair = /^([^=:]+)[=:](.*)$/.exec(line);
    if (!section)
      report.error(at, "this line is before the first section", "begin with a section such as [program:web]");
    else if (!pair) report.error(at, "this is neither a section nor a key", "write key=value");
    else {
      const column = whole.length - whole.slice(whole.search(/[=:]/) + 1).trimStart().length + 1;
      last = {
        key: (pair[1] ?? "").trim().toLowerCase(),
        keyAt: at,
        at: { line: at.line, column },
        value: (pair[2] ?? "").trim(),
      };
      put();
    }
  });
  const whole = [...sections].map(
    ([name, { at, entries }]) => [name, { keyAt: at, value: { kind: "map" as const, at, entries } }] as const,
  );
  return { kind: "map", at: { line: 1, column: 1 }, entries: new Map(whole) };
};

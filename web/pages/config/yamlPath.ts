/** The key that a line of block YAML begins with, and how far it is indented; a list item counts by what follows its dash. */
const headPattern =
  /^(\s*(?:- +)*)(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#"'{[&*!|>%@`-][^#]*?|-[^\s#][^#]*?)) *:(?: |$)/;

interface LineHead {
  readonly indent: number;
  readonly key: string;
}

/** The key that a line of block YAML declares; null: none. */
export const headOf = (line: string): LineHead | null => {
  const found = headPattern.exec(line);
  if (found === null) return null;
  const [, lead = "", double, single, plain] = found;
  return { indent: lead.length, key: double ?? single ?? plain ?? "" };
};

/** How far a line is indented; null: it is empty or a comment. */
export const indentOf = (line: string): number | null => {
  const text = line.trimStart();
  return text === "" || text.startsWith("#") ? null : line.length - text.length;
};

/** The keys around a line, from the outermost: those above it that are indented less than `indent`. Lines count from 0. */
export const pathAbove = (
  lineAt: (line: number) => string,
  line: number,
  indent: number,
): ReadonlyArray<string> => {
  const path: Array<string> = [];
  let inside = indent;
  for (let at = line - 1; at >= 0 && inside > 0; at -= 1) {
    const head = headOf(lineAt(at));
    if (head === null || head.indent >= inside) continue;
    path.unshift(head.key);
    inside = head.indent;
  }
  return path;
};

/** A value of a template: text of process-compose, which may refer to environment variables. */
type Text = string;

const token = /\s*(?:\.(\w+)|"((?:[^"\\]|\\.)*)"|`([^`]*)`|(\w+)(?![\w."`]))/y;

interface Piece {
  readonly kind: "value" | "name" | "word";
  readonly text: string;
}

/** The pieces between the braces of a template; null if there is more than names, texts and functions. */
const piecesOf = (inner: string): ReadonlyArray<Piece> | null => {
  const found: Array<Piece> = [];
  const whole = inner.replace(/^-(?=\s)|(?<=\s)-$/g, "").trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < whole.length) {
    const match = token.exec(whole);
    if (!match) return null;
    const [, name, double, raw, word] = match;
    if (name !== undefined) found.push({ kind: "name", text: name });
    else if (word !== undefined) found.push({ kind: "word", text: word });
    else found.push({ kind: "value", text: double?.replace(/\\(.)/g, "$1") ?? raw ?? "" });
  }
  return found;
};

/** The variable, if the text consists of one: its value is known only when the tree is loaded. */
const lone = (text: Text): string | undefined =>
  /^\$\{(\w+)\}$/.exec(text)?.[1] ?? /^\$(\w+)$/.exec(text)?.[1];

/** The first non-empty text; a variable that may be empty is kept, with the following text as its default. */
const firstOf = (texts: ReadonlyArray<Text>): Text | null => {
  const [first = "", ...rest] = texts;
  if (rest.length === 0) return first;
  const variable = lone(first);
  if (variable === undefined) {
    if (first.includes("$")) return null;
    return first === "" ? firstOf(rest) : first;
  }
  const otherwise = firstOf(rest);
  // The default of a variable can't hold others here.
  return otherwise === null || /[${}]/.test(otherwise) ? null : `\${${variable}:-${otherwise}}`;
};

const filled = (inner: string, vars: ReadonlyMap<string, string>): Text | null => {
  const pieces = piecesOf(inner);
  const values = pieces?.flatMap(
    ({ kind, text }): ReadonlyArray<Text | undefined> =>
      kind === "word" ? [] : [kind === "name" ? vars.get(text) : text],
  );
  const texts = values?.flatMap((value) => (value === undefined ? [] : [value])) ?? [];
  if (!pieces || texts.length === 0 || texts.length !== values?.length) return null;
  const [first] = pieces;
  if (first?.kind !== "word") return pieces.length === 1 ? (texts[0] ?? null) : null;
  return first.text === "or" && texts.length === pieces.length - 1 ? firstOf(texts) : null;
};

/** A template at the beginning of a text; quotes within it may hold the braces of variables. */
const template = /^\{\{((?:[^{}"`]|"(?:[^"\\]|\\.)*"|`[^`]*`)*)\}\}/;

/** The length limit of a template: a longer one is left unchanged. */
const longest = 500;

/**
 * A text with its templates expanded, as far as they consist of variables, texts, and choices of the first non-empty
 * one.
 */
export const fillTemplates = (text: Text, vars: ReadonlyMap<string, string>): Text => {
  let done = "";
  let from = 0;
  for (let at = text.indexOf("{{"); at >= 0; at = text.indexOf("{{", from)) {
    const [whole = "{{", inner] = template.exec(text.slice(at, at + longest)) ?? [];
    done += text.slice(from, at) + (inner === undefined ? whole : (filled(inner, vars) ?? whole));
    from = at + whole.length;
  }
  return done + text.slice(from);
};

/** The first template left in a text, up to the end of the text if it is not closed. */
export const leftTemplate = (text: Text): string | null => {
  const from = text.indexOf("{{");
  if (from < 0) return null;
  const end = text.indexOf("}}", from);
  return text.slice(from, end < 0 ? from + 40 : end + 2);
};

/** The arguments of a command line, without quotes. */
export const wordsOf = (line: string): ReadonlyArray<string> =>
  [...line.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/gs)].map(([word]) =>
    word.replaceAll(
      /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs,
      (_, single, double, escaped) => single ?? double?.replaceAll(/\\(["\\$`])/g, "$1") ?? escaped,
    ),
  );

/** A command line with these arguments, quoted where necessary. */
export const lineOf = (words: ReadonlyArray<string>): string =>
  words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");

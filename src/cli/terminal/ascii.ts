/** Whether the locale has more than ASCII, by the variables of setlocale(3); the first one that is set decides. */
export const hasUnicode = (variables: Readonly<Record<string, string | undefined>>): boolean => {
  const locale = variables.LC_ALL || variables.LC_CTYPE || variables.LANG || "";
  return /utf-?8/i.test(locale);
};

const substitutes: Readonly<Record<string, string>> = {
  ...{ "●": "*", "◐": "+", "◑": "-", "◌": "~", "✕": "x", "○": "o", "✓": "=" },
  ...{ "├": "|", "└": "`", "│": "|", "─": "-", "▸": ">", "▼": "v", "…": ".", "·": "-", "×": "x" },
  ...{ "→": ">", "“": '"', "”": '"', "—": "-", "↑": "^", "↓": "v" },
};

/** The same text in ASCII, each character as wide as before; those without a likeness become a question mark. */
export const asciiOf = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a terminal stay
  text.replace(/[^\u0000-\u007f]/gu, (character) => substitutes[character] ?? "?");

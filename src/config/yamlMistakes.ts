import type { ErrorCode } from "yaml";

/** What to do about the mistakes in YAML that people make most. */
const advice: Partial<Readonly<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: "indent with spaces; YAML allows no tabs there",
  BAD_INDENT: "give the keys of one map the same indentation",
  MULTIPLE_DOCS: "a configuration is one document: remove what begins with ---, or make it a file of its own",
  BLOCK_AS_IMPLICIT_KEY: 'a value with ": " in it needs quotes',
  MULTILINE_IMPLICIT_KEY: "write the colon after the key on the same line, or put the text into quotes",
  BAD_SCALAR_START: "put the text into quotes",
  BAD_DQ_ESCAPE: "write \\\\ for a backslash, or use single quotes",
  MISSING_CHAR: "see where the quote or bracket begins",
  BAD_ALIAS: "define it before with &",
  KEY_OVER_1024_CHARS: "shorten the key",
};

/** A mistake that the YAML parser found, in one line, and what to do about it. */
export const yamlMistake = (
  code: ErrorCode,
  message: string,
): { readonly message: string; readonly hint: string | null } => {
  if (code === "TAG_RESOLVE_FAILED")
    return { message: "tags such as !this mean nothing here", hint: "remove it" };
  const [said = message] = message.split(/ at line \d+/);
  if (said.startsWith("Flow "))
    return { message: "a bracket is not closed", hint: "close it; see where it begins" };
  return { message: said.replace(/:$/, ""), hint: advice[code] ?? null };
};

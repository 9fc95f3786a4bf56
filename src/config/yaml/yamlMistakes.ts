import type { ErrorCode } from "yaml";

/** How to fix the most frequent mistakes in YAML. */
const advice: Partial<Readonly<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: "indent with spaces: YAML does not allow tabs there",
  BAD_INDENT: "give the keys of one map the same indentation",
  MULTIPLE_DOCS: "a configuration is one document: remove what begins with ---, or make it a file of its own",
  BLOCK_AS_IMPLICIT_KEY: 'a value with ": " in it needs quotes',
  MULTILINE_IMPLICIT_KEY: "write the colon after the key on the same line, or put the text into quotes",
  BAD_SCALAR_START: "put the text into quotes",
  BAD_DQ_ESCAPE: "write \\\\ for a backslash, or use single quotes",
  MISSING_CHAR: "look at where the quote or bracket begins",
  BAD_ALIAS: "define it before this with &",
  KEY_OVER_1024_CHARS: "shorten the key",
};

/** A mistake that the YAML parser found, in one line, and how to fix it. */
export const yamlMistake = (
  code: ErrorCode,
  message: string,
): { readonly message: string; readonly hint: string | null } => {
  if (code === "TAG_RESOLVE_FAILED")
    return { message: "tags such as !this are not supported", hint: "remove it" };
  const [text = message] = message.split(/ at line \d+/);
  if (text.startsWith("Flow "))
    return { message: "a bracket is not closed", hint: "close it; look at where it begins" };
  return { message: text.replace(/:$/, ""), hint: advice[code] ?? null };
};

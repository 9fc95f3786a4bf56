import type { ConfigError } from "./ConfigError.ts";
import { limits } from "./limits.ts";
import { escapeControlCharacters } from "./show.ts";

/** The number of columns that are shown of a long line. */
const maxColumns = 100;

/** The part of a line around a column, and the offset of the column in it. */
const excerpt = (source: string, column: number): { readonly text: string; readonly before: number } => {
  const from = source.length <= maxColumns ? 0 : Math.max(0, column - 1 - maxColumns / 2);
  const part = source.slice(from, from + maxColumns);
  const lead = from > 0 ? "…" : "";
  return {
    text: `${lead}${escapeControlCharacters(part)}${from + maxColumns < source.length ? "…" : ""}`,
    before: lead.length + escapeControlCharacters(part.slice(0, column - 1 - from)).length,
  };
};

const formatError = ({ file, line, column, message, source, trail, hint }: ConfigError): string => {
  const { text, before } = excerpt(source, column);
  return [
    `${file}:${line}:${column}: ${message}`,
    `${line} | ${text}`,
    `${" ".repeat(String(line).length + 3 + before)}^`,
    ...trail.map((sentence) => `  ${sentence}`),
    ...(hint ? [`  ${hint}`] : []),
  ].join("\n");
};

/** All errors as text for a terminal, each with its position, its line, a caret and a hint. */
export const formatErrors = (errors: ReadonlyArray<ConfigError>): string => {
  const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
  const more = errors.length >= limits.errors ? ", and perhaps more" : "";
  return `${errors.map(formatError).join("\n\n")}\n\n${count}${more}; nothing was changed.`;
};

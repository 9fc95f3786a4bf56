import type { ConfigError } from "./ConfigError.ts";
import { limits } from "./limits.ts";
import { visible } from "./show.ts";

/** Columns of a line that are shown when it is longer. */
const shown = 100;

/** The part of a line around a column, and how far into that part the column is. */
const excerpt = (source: string, column: number): { readonly text: string; readonly before: number } => {
  const from = source.length <= shown ? 0 : Math.max(0, column - 1 - shown / 2);
  const part = source.slice(from, from + shown);
  const lead = from > 0 ? "…" : "";
  return {
    text: `${lead}${visible(part)}${from + shown < source.length ? "…" : ""}`,
    before: lead.length + visible(part.slice(0, column - 1 - from)).length,
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

/** All errors as text for a terminal, each with its place, its line, a caret and what to do. */
export const formatErrors = (errors: ReadonlyArray<ConfigError>): string => {
  const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
  const more = errors.length >= limits.errors ? ", and perhaps more" : "";
  return `${errors.map(formatError).join("\n\n")}\n\n${count}${more}; nothing was changed.`;
};

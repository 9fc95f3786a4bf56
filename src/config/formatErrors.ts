import type { ConfigError } from "./ConfigError.ts";

const formatError = ({ file, line, column, message, source, hint }: ConfigError): string => {
  const caret = `${" ".repeat(String(line).length + 3 + Math.max(0, column - 1))}^`;
  return [
    `${file}:${line}:${column}: ${message}`,
    `${line} | ${source}`,
    caret,
    ...(hint ? [`  ${hint}`] : []),
  ].join("\n");
};

/** All errors as text for a terminal, each with its place, its line, a caret and what to do. */
export const formatErrors = (errors: ReadonlyArray<ConfigError>): string => {
  const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
  return `${errors.map(formatError).join("\n\n")}\n\n${count}; nothing was changed.`;
};

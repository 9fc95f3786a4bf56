import type { ConfigError } from "./ConfigError.ts";
import type { Position } from "./located.ts";

/** Collects everything that is wrong, so that all of it can be said at once. */
export interface Report {
  readonly say: (at: Position, message: string, hint?: string | null) => void;
  readonly errors: () => ReadonlyArray<ConfigError>;
}

export const makeReport = (file: string, text: string): Report => {
  const lines = text.split("\n");
  const found: Array<ConfigError> = [];
  return {
    say: ({ line, column }, message, hint = null) => {
      found.push({ file, line, column, message, hint, source: lines[line - 1] ?? "" });
    },
    errors: () => [...found].sort((a, b) => a.line - b.line || a.column - b.column),
  };
};

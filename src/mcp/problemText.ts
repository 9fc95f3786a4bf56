import type { Problem } from "../client/client.ts";
import { withoutChange } from "./withheld.ts";

type Mistake = NonNullable<Problem["errors"]>[number];

const problemOf = (error: Error): Problem =>
  "problem" in error && typeof error.problem === "object" && error.problem !== null ? error.problem : {};

const mistakeText = ({ path, message, hint }: Mistake): string =>
  `${path}: ${message}${hint === undefined ? "" : ` (${hint})`}`;

/** What went wrong, and what to do about it. */
export const problemText = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { code, hint, errors = [] } = problemOf(error);
  // Its detail shows the lines of the file around each mistake, whatever is written there.
  const isFile = code === "InvalidConfiguration" && errors.length > 0;
  const said = isFile
    ? `The configuration is not valid.\n${errors.map(mistakeText).join("\n")}`
    : withoutChange(error.message);
  return hint === undefined ? said : `${said}\nWhat to do: ${hint}`;
};

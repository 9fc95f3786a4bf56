import type { Strategy } from "../../domain/tree/ChildSpec.ts";

/** A service declared by JSON values, for a supervisor of this strategy. */
interface DeclaredService {
  readonly name: string;
  readonly strategy: Strategy;
  readonly declaration: Readonly<Record<string, unknown>>;
}

const head = ({ name, strategy }: DeclaredService): ReadonlyArray<string> => [
  "version: 1",
  "name: declared",
  `strategy: ${strategy}`,
  "children:",
  `  ${JSON.stringify(name)}:`,
];

/** A text in the language of `sentinel.yaml` that declares this service alone, one key per line. */
export const serviceText = (service: DeclaredService): string => {
  const keys = Object.entries(service.declaration).map(
    ([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `${[...head(service), ...keys].join("\n")}\n`;
};

/** The key on a line of this text; empty for lines outside of the declaration. */
export const keyInLine = (service: DeclaredService, line: number): string =>
  Object.keys(service.declaration)[line - head(service).length - 1] ?? "";

import { Either } from "effect";
import type { ConfigError } from "./ConfigError.ts";
import { formatErrors } from "./formatErrors.ts";
import { type ParseOptions, parseTree } from "./parseTree.ts";

/** What is wrong with a file: as data, and as text for a terminal. */
export const check = (
  text: string,
  options: ParseOptions,
): { readonly errors: ReadonlyArray<ConfigError>; readonly report: string } =>
  Either.match(parseTree(text, options), {
    onRight: () => ({ errors: [], report: "" }),
    onLeft: (errors) => ({ errors, report: formatErrors(errors) }),
  });

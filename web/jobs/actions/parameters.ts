import type { Job } from "../../api/jobs.ts";

type Parameters = Job["parameters"];
type Typed = Readonly<Record<string, string>>;

/** The parameters without a default for which nothing is typed. */
export const missingIn = (parameters: Parameters, typed: Typed): ReadonlyArray<string> =>
  parameters
    .filter(({ name, default: byDefault }) => byDefault === null && (typed[name] ?? "") === "")
    .map(({ name }) => name);

/** The values that differ from the defaults; an empty field stands for its default. */
export const givenOf = (parameters: Parameters, typed: Typed): Typed =>
  Object.fromEntries(
    parameters.flatMap(({ name, default: byDefault }) => {
      const value = typed[name] ?? "";
      return value === "" || value === byDefault ? [] : [[name, value]];
    }),
  );

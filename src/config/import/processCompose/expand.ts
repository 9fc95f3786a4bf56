import { variable } from "../sentinelText.ts";

/** What a text of process-compose may refer to. */
export interface Known {
  /** `vars` for `{{.NAME}}`. */
  readonly vars: ReadonlyMap<string, string>;
  readonly expandsEnvironment: boolean;
  readonly expandsTemplates: boolean;
}

const variables = /\$\$|\$\{([A-Za-z_]\w*)(?::?-([^{}]*))?\}|\$([A-Za-z_]\w*)|\$/g;
const template = /\{\{-?\s*\.(\w+)\s*-?\}\}/g;

/**
 * A text of process-compose as the language writes it: `${X}`, `${X:-d}` and `$X` are filled in where the tree
 * is loaded, empty when unset; `$$` is a dollar sign; `{{.NAME}}` is filled in now.
 */
export const expand = (text: string, known: Known): string => {
  const filled = known.expandsTemplates
    ? text.replace(template, (whole, name: string) => known.vars.get(name) ?? whole)
    : text;
  if (!known.expandsEnvironment) return filled.replaceAll("$", "$$$$");
  return filled.replace(
    variables,
    (whole, braced: string | undefined, otherwise: string | undefined, bare: string | undefined) => {
      const name = braced ?? bare;
      if (name !== undefined) return variable(name, (otherwise ?? "").replaceAll("$", ""));
      return whole === "$$" || whole === "$" ? "$$" : whole;
    },
  );
};

/** What is left of Go templates that are more than the name of a variable. */
export const leftTemplate = (text: string): string | null => /\{\{[^{}]*\}\}/.exec(text)?.[0] ?? null;

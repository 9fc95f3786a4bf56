import { variable } from "../table/sentinelText.ts";
import { fillTemplates } from "./templates.ts";

/** The variables that a text of process-compose may refer to. */
export interface Known {
  /** `vars` for `{{.NAME}}`. */
  readonly vars: ReadonlyMap<string, string>;
  readonly expandsEnvironment: boolean;
  readonly expandsTemplates: boolean;
}

const variables = /\$\$|\$\{([A-Za-z_]\w*)(?::?-([^{}]*))?\}|\$([A-Za-z_]\w*)|\$/g;

/**
 * Convert a text of process-compose to Sentinel's language: `${X}`, `${X:-d}` and `$X` are expanded when the tree is
 * loaded, empty if unset; `$$` is a dollar sign; `{{.NAME}}` is expanded now.
 */
export const expand = (text: string, known: Known): string => {
  const filled = known.expandsTemplates ? fillTemplates(text, known.vars) : text;
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

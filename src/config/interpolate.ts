import { type Located, mapScalars } from "./located.ts";
import type { Report } from "./report.ts";

const reference = /\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:-|:\?)([^}]*))?\}/g;

/**
 * Fill in variables in every string: `${VAR}` (must be set), `${VAR:-default}` and `${VAR:?message}` (also
 * where it is empty), `$$` for a dollar sign. A `$` before anything else stays, for the shell.
 */
export const interpolate = (
  located: Located,
  variables: Readonly<Record<string, string | undefined>>,
  report: Report,
): Located =>
  mapScalars(located, (scalar) => {
    if (typeof scalar.value !== "string" || !scalar.value.includes("$")) return scalar;
    const value = scalar.value.replace(
      reference,
      (whole, name: string | undefined, operator?: string, argument = "") => {
        if (name === undefined) return "$";
        const found = variables[name];
        if (operator === ":-") return found || argument;
        if (operator === ":?" && !found)
          report.say(scalar.at, `\${${name}} is not set: ${argument}`, `set ${name} in the environment`);
        else if (found === undefined) {
          report.say(
            scalar.at,
            `\${${name}} is not set`,
            `set ${name}, or write \${${name}:-default}; for the shell's own variable write $$${name}`,
          );
        }
        return found ?? whole;
      },
    );
    return { ...scalar, value };
  });

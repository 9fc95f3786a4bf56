import { legalName } from "../../../domain/tree/ChildPath.ts";
import type { Position } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { Finding } from "./Finding.ts";

/** A name with every character that Sentinel does not allow replaced by `-`. */
const sanitized = (name: string): string => {
  const kept = name
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .replace(/[-._]+$/, (end) => (name.endsWith(end) ? end : ""))
    .slice(0, 100);
  return legalName.test(kept) ? kept : "unnamed";
};

/** Assigns unique names within one scope. */
export interface Names {
  /** A name from the source; a duplicate is an error and is not renamed. */
  readonly fromSource: (name: string, at: Position) => string;
  /** A generated name, numbered if it is taken. */
  readonly generated: (from: string) => string;
}

export const makeNames = (findings: Array<Finding>, report: Report, what: string): Names => {
  const taken = new Map<string, string>();
  const numbers = new Map<string, number>();
  return {
    fromSource: (name, at) => {
      const valid = sanitized(name);
      const other = taken.get(valid);
      if (other !== undefined) {
        const same =
          other === name ? `two have the name "${name}"` : `"${other}" and "${name}" both become "${valid}"`;
        report.error(at, `${what}: ${same}`, "give each a different name");
      }
      taken.set(valid, name);
      if (valid !== name) {
        findings.push({
          source: what,
          line: at.line > 0 ? at.line : null,
          key: "name",
          fidelity: "approximate",
          note: `"${name}" is not a valid name here; use letters, digits, . _ and -`,
          target: `children.${valid}`,
        });
      }
      return valid;
    },
    generated: (from) => {
      const valid = sanitized(from);
      for (let number = numbers.get(valid) ?? 1; ; number += 1) {
        const name = number === 1 ? valid : `${valid}-${number}`;
        if (taken.has(name)) continue;
        numbers.set(valid, number + 1);
        taken.set(name, from);
        return name;
      }
    },
  };
};

import { legalName } from "../../../domain/tree/ChildPath.ts";
import { folded } from "../../../policy/nameCase.ts";
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
  /** By the name as macOS compares it. */
  const taken = new Map<string, { readonly name: string; readonly valid: string }>();
  const numbers = new Map<string, number>();
  return {
    fromSource: (name, at) => {
      const valid = sanitized(name);
      const other = taken.get(folded(valid));
      if (other !== undefined) {
        const both = `"${other.name}" and "${name}"`;
        const same =
          other.name === name
            ? `two have the name "${name}"`
            : other.valid === valid
              ? `${both} both become "${valid}"`
              : `${both} differ in case only`;
        report.error(at, `${what}: ${same}`, "give each a different name");
      }
      taken.set(folded(valid), { name, valid });
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
        if (taken.has(folded(name))) continue;
        numbers.set(valid, number + 1);
        taken.set(folded(name), { name: from, valid: name });
        return name;
      }
    },
  };
};

import { legalName } from "../../domain/ChildPath.ts";
import type { Position } from "../located.ts";
import type { Report } from "../report.ts";
import type { Finding } from "./Finding.ts";

/** A name with everything that Sentinel does not allow replaced by `-`. */
const legalised = (name: string): string => {
  const kept = name
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .replace(/[-._]+$/, (end) => (name.endsWith(end) ? end : ""))
    .slice(0, 100);
  return legalName.test(kept) ? kept : "unnamed";
};

/** Gives out names within one place, each once. */
export interface Names {
  /** The name that the source gives; a second one of the same name is an error, not a renaming. */
  readonly given: (name: string, at: Position) => string;
  /** A name of our own making, numbered when it is taken. */
  readonly derived: (from: string) => string;
}

export const makeNames = (findings: Array<Finding>, report: Report, what: string): Names => {
  const taken = new Map<string, string>();
  const numbers = new Map<string, number>();
  return {
    given: (name, at) => {
      const legal = legalised(name);
      const other = taken.get(legal);
      if (other !== undefined) {
        const same =
          other === name ? `two are called "${name}"` : `"${other}" and "${name}" both become "${legal}"`;
        report.say(at, `${what}: ${same}`, "give each a name of its own");
      }
      taken.set(legal, name);
      if (legal !== name) {
        findings.push({
          source: what,
          line: at.line > 0 ? at.line : null,
          key: "name",
          fidelity: "approximate",
          note: `"${name}" is not a legal name here: letters, digits, . _ and - only`,
          target: `children.${legal}`,
        });
      }
      return legal;
    },
    derived: (from) => {
      const legal = legalised(from);
      for (let number = numbers.get(legal) ?? 1; ; number += 1) {
        const name = number === 1 ? legal : `${legal}-${number}`;
        if (taken.has(name)) continue;
        numbers.set(legal, number + 1);
        taken.set(name, from);
        return name;
      }
    },
  };
};

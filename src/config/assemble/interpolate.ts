import { replicaVariable, templateAround } from "../../domain/tree/replicaVariable.ts";
import { type Located, type LocatedScalar, mapScalars, type Position } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** `$$`, or the beginning of a variable up to and including its operator. */
const opening = /\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)(:-|:\?|\})/g;

/** The position of the brace that closes the one before `from`; -1 if there is none. */
const closingBrace = (text: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith("${", at)) depth += 1;
    if (text[at] !== "}") continue;
    if (depth === 0) return at;
    depth -= 1;
  }
  return -1;
};

/** A placeholder for the instance number, which is not known yet. Valid text can't contain it. */
const replicaPlaceholder = "\0";

/** The maximum nesting of defaults. */
const maxDepth = 8;

class Interpolation {
  readonly #at: Position;
  readonly #variables: Variables;
  readonly #report: Report;
  #failed = false;

  constructor(at: Position, variables: Variables, report: Report) {
    this.#at = at;
    this.#variables = variables;
    this.#report = report;
  }

  filled(scalar: LocatedScalar, text: string): LocatedScalar {
    const value = this.#fill(text, 0);
    if (this.#failed) this.#report.markUnreadable(this.#at);
    if (!value.includes(replicaPlaceholder)) return { ...scalar, value };
    return { ...scalar, value: templateAround(value.split(replicaPlaceholder)), perReplica: true };
  }

  #say(message: string, hint: string): void {
    this.#failed = true;
    this.#report.error(this.#at, message, hint);
  }

  #fill(text: string, depth: number): string {
    let filled = "";
    let from = 0;
    opening.lastIndex = 0;
    for (;;) {
      opening.lastIndex = from;
      const found = opening.exec(text);
      if (!found) return filled + text.slice(from);
      const [whole, name, operator] = found;
      filled += text.slice(from, found.index);
      from = found.index + whole.length;
      if (name === undefined) {
        filled += "$";
      } else if (operator === "}") {
        filled += this.#value(name) ?? whole;
      } else {
        const end = closingBrace(text, from);
        if (end < 0 || depth >= maxDepth) {
          this.#say(`\${${name}${operator} is not closed`, "add the missing }");
          return filled + text.slice(found.index);
        }
        filled += this.#valueOr(name, operator ?? "", text.slice(from, end), depth);
        from = end + 1;
      }
    }
  }

  #known(name: string): string | undefined {
    const value: unknown = this.#variables[name];
    // Excludes inherited properties such as `constructor`.
    return typeof value === "string" ? value : undefined;
  }

  #value(name: string): string | undefined {
    if (name === replicaVariable) return replicaPlaceholder;
    const value = this.#known(name);
    if (value === undefined)
      this.#say(
        `\${${name}} is not set`,
        `set ${name}, or write \${${name}:-default}; for the shell's own variable write $$${name}`,
      );
    return value;
  }

  #valueOr(name: string, operator: string, argument: string, depth: number): string {
    if (name === replicaVariable) {
      this.#say(`\${${name}} needs no default: every instance has a number`, `write \${${name}}`);
      return "";
    }
    const value = this.#known(name);
    if (value) return value;
    if (operator === ":-") return this.#fill(argument, depth + 1);
    const why = this.#fill(argument, depth + 1);
    this.#say(
      `\${${name}} is ${value === undefined ? "not set" : "empty"}${why === "" ? "" : `: ${why}`}`,
      `set ${name} in the environment, or in a file of \`env_file\``,
    );
    return "";
  }
}

/**
 * Expands variables in every string: `${VAR}` (must be set), `${VAR:-default}` and `${VAR:?message}` (both also apply if
 * it is empty, and may contain variables), `$$` for a dollar sign. Any other `$` is kept for the shell.
 * `${SENTINEL_REPLICA}` makes the string a template.
 */
export const interpolate = (located: Located, variables: Variables, report: Report): Located =>
  mapScalars(located, (scalar) =>
    typeof scalar.value === "string" &&
    scalar.value.includes("$") &&
    !scalar.value.includes(replicaPlaceholder) &&
    !scalar.perReplica
      ? new Interpolation(scalar.at, variables, report).filled(scalar, scalar.value)
      : scalar,
  );

/** Text, escaped so that nothing in it is expanded. */
export const withoutVariables = (text: string): string => text.replace(/\$(?=[${])/g, "$$$$");

import { type Located, type LocatedScalar, mapScalars, type Position } from "./located.ts";
import type { Report } from "./report.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** `$$`, or the beginning of a variable with what follows its name. */
const opening = /\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)(:-|:\?|\})/g;

/** Where the brace that is open before `from` is closed, those within it skipped; -1 if nowhere. */
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

/** How deep defaults may stand in defaults. */
const deepest = 8;

class Filling {
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
    if (this.#failed) this.#report.spoil(this.#at);
    return { ...scalar, value };
  }

  #say(message: string, hint: string): void {
    this.#failed = true;
    this.#report.say(this.#at, message, hint);
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
        if (end < 0 || depth >= deepest) {
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
    // What every object has, such as `constructor`, is no text.
    return typeof value === "string" ? value : undefined;
  }

  #value(name: string): string | undefined {
    const value = this.#known(name);
    if (value === undefined)
      this.#say(
        `\${${name}} is not set`,
        `set ${name}, or write \${${name}:-default}; for the shell's own variable write $$${name}`,
      );
    return value;
  }

  #valueOr(name: string, operator: string, argument: string, depth: number): string {
    const value = this.#known(name);
    if (value) return value;
    if (operator === ":-") return this.#fill(argument, depth + 1);
    const why = this.#fill(argument, depth + 1);
    this.#say(
      `\${${name}} is ${value === undefined ? "not set" : "empty"}${why === "" ? "" : `: ${why}`}`,
      `set ${name} in the environment, or in an env file that the file names`,
    );
    return "";
  }
}

/**
 * Fill in variables in every string: `${VAR}` (must be set), `${VAR:-default}` and `${VAR:?message}` (also
 * where it is empty; both may hold variables themselves), `$$` for a dollar sign. A `$` before anything else
 * stays, for the shell.
 */
export const interpolate = (located: Located, variables: Variables, report: Report): Located =>
  mapScalars(located, (scalar) =>
    typeof scalar.value === "string" && scalar.value.includes("$")
      ? new Filling(scalar.at, variables, report).filled(scalar, scalar.value)
      : scalar,
  );

/** Text as it must be written so that nothing in it is filled in. */
export const withoutVariables = (text: string): string => text.replace(/\$(?=[${])/g, "$$$$");

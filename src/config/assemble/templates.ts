import { suggestion } from "../../policy/nearest.ts";
import { limits } from "../diagnostics/limits.ts";
import {
  entry,
  type Located,
  type LocatedEntry,
  type LocatedMap,
  type LocatedScalar,
  without,
  withTrail,
  withValue,
} from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";
import { decode } from "../language/decode.ts";
import { inChild } from "../language/knownKeys.ts";
import { PartFile } from "../language/language.ts";
import { overlay, overlayAll } from "../yaml/overlay.ts";
import { defaultsFor } from "./defaults.ts";

/** The templates that a child or template uses, in order: a name, or a list in which later ones take precedence. */
const usedNames = (map: LocatedMap, report: Report): ReadonlyArray<LocatedScalar> => {
  const use = entry(map, "use");
  const items = use?.kind === "list" ? use.items : use ? [use] : [];
  return items.flatMap((item) => {
    if (item.kind === "scalar" && item.value !== null) return [item];
    report.error(
      item.at,
      "use takes the name of a template, or a list of names",
      "write use: NAME or use: [ONE, TWO]",
    );
    return [];
  });
};

/** Expands the templates and defaults of children. */
export class Templates {
  readonly #templates: LocatedMap | undefined;
  readonly #defaults: LocatedMap | undefined;
  readonly #report: Report;
  readonly #expanded = new Map<string, LocatedMap>();
  #children = 0;

  constructor(templates: LocatedMap | undefined, defaults: LocatedMap | undefined, report: Report) {
    this.#templates = templates;
    this.#defaults = defaults && mapOnly(withTrail(defaults, "defaults"));
    this.#report = report;
  }

  /** A supervisor with the templates, and for services and jobs the defaults, of all descendants expanded. */
  expandChildren(supervisor: LocatedMap, depth = 1): LocatedMap {
    const children = entry(supervisor, "children");
    if (children?.kind !== "map") return supervisor;
    const entries = new Map<string, LocatedEntry>();
    for (const [name, { keyAt, value }] of children.entries) {
      if (!this.#isWithinLimits(keyAt, depth)) break;
      entries.set(name, { keyAt, value: this.#expandChild(value, depth) });
    }
    return withValue(supervisor, "children", { ...children, entries });
  }

  /** Checks unused templates too, so that their errors are found before they are used. */
  checkUnused(): void {
    for (const [name, { value }] of this.#templates?.entries ?? []) {
      if (value.kind !== "map")
        this.#report.error(value.at, `the template ${show(name)} has no keys`, "give it keys of a child");
      else if (!this.#expanded.has(name))
        decode(PartFile, value, inChild("a template"), this.#report, ["use", "children"]);
    }
  }

  #isWithinLimits(at: LocatedMap["at"], depth: number): boolean {
    this.#children += 1;
    if (depth > limits.treeDepth)
      this.#report.error(
        at,
        `supervisors are nested deeper than ${limits.treeDepth} levels`,
        "does a template use itself below its own children?",
      );
    if (this.#children > limits.children)
      this.#report.error(
        at,
        `the tree has more than ${limits.children} children`,
        "split it into several trees",
      );
    return depth <= limits.treeDepth && this.#children <= limits.children;
  }

  #expandChild(child: Located, depth: number): Located {
    if (child.kind !== "map") return child;
    const expanded = { ...this.#withTemplates(child, []), at: child.at };
    if (expanded.entries.has("children")) return this.expandChildren(expanded, depth + 1);
    const defaults = this.#defaults && defaultsFor(expanded, this.#defaults);
    return defaults ? { ...mapOnly(overlay(defaults, expanded)), at: child.at } : expanded;
  }

  /** A map merged over the templates that it uses; unknown names and cycles are reported. */
  #withTemplates(map: LocatedMap, via: ReadonlyArray<string>): LocatedMap {
    const under = usedNames(map, this.#report).flatMap((name) => this.#template(name, via));
    return overlayAll([...under, without(map, "use")], map.at);
  }

  #template({ value, at }: LocatedScalar, via: ReadonlyArray<string>): ReadonlyArray<LocatedMap> {
    const name = String(value);
    const known = this.#expanded.get(name);
    if (known) return [known];
    const template = entry(this.#templates, name);
    if (via.includes(name)) {
      this.#report.error(
        at,
        `the templates use each other in a circle: ${[...via.slice(via.indexOf(name)), name].join(" → ")}`,
        "remove one of these uses",
      );
      return [];
    }
    if (template?.kind !== "map" || via.length >= limits.templateDepth) {
      this.#reportMissing(name, at, template, via.length);
      return [];
    }
    const whole = mapOnly(withTrail(this.#withTemplates(template, [...via, name]), `template ${name}`));
    this.#expanded.set(name, whole);
    return [whole];
  }

  #reportMissing(name: string, at: LocatedMap["at"], template: Located | undefined, depth: number): void {
    if (depth >= limits.templateDepth)
      this.#report.error(at, `templates use each other more than ${limits.templateDepth} deep`);
    else if (template === undefined)
      this.#report.error(
        at,
        `unknown template ${show(name)}`,
        suggestion(name, [...(this.#templates?.entries.keys() ?? [])]),
      );
  }
}

const mapOnly = (located: Located): LocatedMap =>
  located.kind === "map" ? located : { kind: "map", at: located.at, entries: new Map() };

import { suggestion } from "../policy/nearest.ts";
import { entry, type Located, type LocatedMap, overlay, without } from "./located.ts";
import type { Report } from "./report.ts";

/** The names that a child or template uses, in order: one, or a list of which later ones win. */
const usedNames = (map: LocatedMap): ReadonlyArray<Extract<Located, { kind: "scalar" }>> => {
  const use = entry(map, "use");
  const items = use?.kind === "list" ? use.items : use ? [use] : [];
  return items.flatMap((item) => (item.kind === "scalar" ? [item] : []));
};

/** A map with the templates that it uses laid under it; unknown names and cycles are said. */
const withTemplates = (
  map: LocatedMap,
  templates: LocatedMap | undefined,
  report: Report,
  via: ReadonlyArray<string> = [],
): Located => {
  let under: Located = { kind: "map", at: map.at, entries: new Map() };
  for (const { value, at } of usedNames(map)) {
    const name = String(value);
    const template = entry(templates, name);
    if (via.includes(name)) {
      report.say(
        at,
        `the templates use each other in a circle: ${[...via, name].join(" → ")}`,
        "remove one of these uses",
      );
    } else if (template?.kind === "map") {
      under = overlay(under, withTemplates(template, templates, report, [...via, name]));
    } else {
      report.say(
        at,
        `there is no template "${name}"`,
        suggestion(name, [...(templates?.entries.keys() ?? [])]),
      );
    }
  }
  return overlay(under, without(map, "use"));
};

/** A child, and those under it, with templates and, for services, the defaults filled in. */
export const expandChild = (
  child: Located,
  templates: LocatedMap | undefined,
  defaults: Located | undefined,
  report: Report,
): Located => {
  if (child.kind !== "map") return child;
  const expanded = withTemplates(child, templates, report);
  const children = entry(expanded, "children");
  if (expanded.kind !== "map") return expanded;
  if (children === undefined) return defaults ? { ...overlay(defaults, expanded), at: child.at } : expanded;
  if (children.kind !== "map") return expanded;
  const inner = new Map(
    [...children.entries].map(([name, { keyAt, value }]) => [
      name,
      { keyAt, value: expandChild(value, templates, defaults, report) },
    ]),
  );
  const keyAt = expanded.entries.get("children")?.keyAt ?? children.at;
  return {
    ...expanded,
    entries: new Map(expanded.entries).set("children", { keyAt, value: { ...children, entries: inner } }),
  };
};

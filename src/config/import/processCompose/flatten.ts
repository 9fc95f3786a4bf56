import type { Located, LocatedMap, Position } from "../../diagnostics/located.ts";

/** Flatten maps whose keys have rows of their own: `availability.restart`. */
const nested = new Set([
  ...["availability", "shutdown", "readiness_probe", "readiness_probe.exec", "readiness_probe.http_get"],
  ...["liveness_probe", "liveness_probe.exec", "liveness_probe.http_get", "log_configuration"],
  ...["log_configuration.rotation", "schedule", "watch", "shell"],
]);

/** A map with the keys of its known inner maps moved up, joined by dots. */
export const flatten = (map: LocatedMap, under = ""): LocatedMap => {
  const entries: Map<string, { readonly keyAt: Position; readonly value: Located }> = new Map();
  for (const [key, entry] of map.entries) {
    const path = `${under}${key}`;
    if (!nested.has(path) || entry.value.kind !== "map") entries.set(path, entry);
    else for (const [inner, one] of flatten(entry.value, `${path}.`).entries) entries.set(inner, one);
  }
  return { ...map, entries };
};

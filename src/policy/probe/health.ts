import type { Probes } from "../../domain/tree/ProbeSpec.ts";
import type { Health } from "../../domain/tree/State.ts";
import { type Standing, untried } from "./standing.ts";

/** The standings of the probes of a run; one that has not been tried may be missing. */
type Standings = { readonly [Name in keyof Probes]?: Standing };

/** The names of the declared probes. */
export const probesIn = (probes: Probes | undefined): ReadonlyArray<keyof Probes> =>
  (["ready", "live"] as const).filter((name) => probes?.[name] !== undefined);

/**
 * The health of a running child: unhealthy if one of its probes fails, healthy if all pass. Without a probe, and until
 * each has a verdict, it is unknown.
 */
export const healthOf = (probes: Probes | undefined, standings: Standings): Health => {
  const verdicts = probesIn(probes).map((name) => (standings[name] ?? untried).verdict);
  if (verdicts.includes("failing")) return "unhealthy";
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === "passing") ? "healthy" : "unknown";
};

import { hookNames } from "../../../src/policy/hook/hookNames.ts";
import { describeExit } from "../../../src/policy/restart/exit.ts";
import type { ServiceNode } from "../../node/node.ts";
import { valuePath } from "../../node/views/trace.ts";
import type { Wiring } from "../../node/wiring.ts";
import type { Explained } from "./explained.ts";
import { explainInForce } from "./inForce.ts";
import { budget, limits } from "./limits.ts";
import { explainProbes, probeLatencies } from "./probes.ts";
import { recyclingFacts, recyclingSentences } from "./recycling.ts";
import { explainWatch } from "./watch.ts";
import { endMeans, restartMeans } from "./words.ts";

/** Why a service is in its state: its runs, and the limits of its restarts. */
export const explainService = (node: ServiceNode, wiring: Wiring): Explained => {
  const { run, pid, restarts, last_exit, kill_at, health, probes } = wiring.views.of(node);
  const { spec } = node;
  const current = pid === null ? [] : [`Run ${run} has pid ${pid}.`];
  const notRun = node.whyNotRun === null ? [] : [node.whyNotRun];
  const isGivenUp = node.state === "failed" && spec.restart !== "temporary";
  const means = `${spec.restart}: ${restartMeans[spec.restart]}${isGivenUp ? ", until it is given up" : ""}`;
  const soFar = `${restarts === 0 ? "no" : restarts} automatic restart${restarts > 1 ? "s" : ""} so far`;
  return {
    sentences: [
      ...notRun,
      ...current,
      ...hookInProgress(node),
      ...lastRun(node),
      ...explainInForce(node),
      ...explainProbes(node),
      ...recyclingSentences(node),
      ...explainWatch(node),
      `${means}; ${soFar}.`,
      ...limits(node, wiring),
    ],
    facts: {
      ...{ run: run ?? 0, pid, restart: spec.restart, restarts, last_exit, kill_at },
      ...(probes === undefined ? {} : { health, probes }),
      ...recyclingFacts(node),
      ...budget(node, wiring),
    },
    ...probeLatencies(node),
  };
};

/** The hook that the child waits for, and for how long at most. */
const hookInProgress = ({ actor }: ServiceNode): ReadonlyArray<string> => {
  const { value, context } = actor.getSnapshot();
  const name = hookNames.find((one) => valuePath(value).endsWith(`.${one}`));
  const hook = name && context.rules.hooks?.[name];
  return hook ? [`Its ${name} hook runs; after ${hook.timeoutMs / 1000} s it is killed.`] : [];
};

/** How the last run ended, and how this is classified if this daemon has seen it end. */
const lastRun = ({ actor, lastExit }: ServiceNode): ReadonlyArray<string> => {
  const { lastEnd } = actor.getSnapshot().context;
  if (lastEnd) return [`Run ${lastEnd.run} ended: ${describeExit(lastEnd.exit)}, ${endMeans[lastEnd.kind]}.`];
  return lastExit ? [`Run ${lastExit.run} ended: ${lastExit.reason}.`] : [];
};

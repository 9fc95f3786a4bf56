import { sizeText } from "../../../src/policy/messages/size.ts";
import type { ServiceNode } from "../../node/node.ts";

/** When the run is restarted for its age, ISO 8601; null if no timer is set. */
const expiresAt = ({ trace }: ServiceNode): string | null => trace.timer("maxRuntime")?.at ?? null;

/** When a service is restarted though nothing has failed; nothing if it declares neither. */
export const recyclingFacts = (node: ServiceNode) => {
  const { memory, maxRuntime } = node.spec;
  const { overuse } = node.actor.getSnapshot().context;
  return {
    ...(memory === undefined
      ? {}
      : {
          memory_limit: memory.restartAbove,
          memory_samples: memory.samples,
          samples_above: overuse.samples,
        }),
    ...(maxRuntime === undefined ? {} : { max_runtime_ms: maxRuntime.afterMs, expires_at: expiresAt(node) }),
  };
};

export const recyclingSentences = (node: ServiceNode): ReadonlyArray<string> => {
  const { memory, maxRuntime } = node.spec;
  const { overuse } = node.actor.getSnapshot().context;
  const at = expiresAt(node);
  return [
    ...(memory === undefined
      ? []
      : [
          `It is restarted once its processes have used more than ${sizeText(memory.restartAbove)} in ${memory.samples} samples in a row; now ${overuse.samples} ${overuse.samples === 1 ? "is" : "are"} above.`,
        ]),
    ...(maxRuntime === undefined || at === null
      ? []
      : [`This run is restarted at ${at}, for its max_runtime.`]),
  ];
};

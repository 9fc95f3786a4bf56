import type { ProcessSpec } from "../../../domain/tree/ChildSpec.ts";
import type { ServiceFile } from "../../language/language.ts";

/** How many samples in a row must be above a memory limit by default: a peak during a collection of garbage is shorter. */
const defaultSamples = 3;

/** When a service is restarted though nothing has failed: for its memory, and for its age. */
export const recyclingPart = ({
  memory,
  max_runtime: longest,
}: Pick<ServiceFile, "memory" | "max_runtime">): Pick<ProcessSpec, "memory" | "maxRuntime"> => ({
  ...(memory === undefined ? {} : { memory: memoryRule(memory) }),
  ...(longest === undefined ? {} : { maxRuntime: maxRuntime(longest) }),
});

const memoryRule = (file: NonNullable<ServiceFile["memory"]>) =>
  typeof file === "number"
    ? { restartAbove: file, samples: defaultSamples }
    : { restartAbove: file.restart_above, samples: file.samples ?? defaultSamples };

const maxRuntime = (file: NonNullable<ServiceFile["max_runtime"]>) =>
  typeof file === "number"
    ? { afterMs: file, spreadMs: 0 }
    : { afterMs: file.after, spreadMs: file.spread ?? 0 };

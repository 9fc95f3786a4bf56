import type { ProcessSpec } from "../../domain/tree/ChildSpec.ts";
import type { ServiceFile } from "../language/language.ts";

/** The keys by which a service is restarted though nothing has failed. */
export const recyclingFile = ({
  memory,
  maxRuntime,
}: ProcessSpec): Pick<ServiceFile, "memory" | "max_runtime"> => ({
  ...(memory === undefined
    ? {}
    : { memory: { restart_above: memory.restartAbove, samples: memory.samples } }),
  ...(maxRuntime === undefined
    ? {}
    : { max_runtime: { after: maxRuntime.afterMs, spread: maxRuntime.spreadMs } }),
});

import type { ServiceSpec } from "../../../domain/tree/ChildSpec.ts";
import type { Limits, RunLimits } from "../../../domain/tree/Limits.ts";
import type { LimitsFile } from "../../language/limits.ts";

/** What the kernel limits, and the priority; without a setting there is no field. */
export const limitsPart = ({
  limits = {},
  nice,
}: {
  readonly limits?: LimitsFile;
  readonly nice?: number;
}): Pick<ServiceSpec, "limits" | "runLimits" | "nice"> => ({
  ...ifAny("limits", limitsOf(limits)),
  ...ifAny("runLimits", runLimitsOf(limits)),
  ...(nice === undefined ? {} : { nice }),
});

const ifAny = <Name extends string, Value extends object>(
  name: Name,
  value: Value,
): { readonly [_ in Name]?: Value } =>
  Object.keys(value).length === 0 ? {} : ({ [name]: value } as { readonly [_ in Name]: Value });

const runLimitsOf = ({ memory, cpu, processes }: LimitsFile): RunLimits => ({
  ...(memory && { memory }),
  ...(cpu && { cpu }),
  ...(processes && { processes }),
});

const limitsOf = ({ open_files, core, file_size, stack, cpu_time, ...memory }: LimitsFile): Limits => ({
  ...(open_files && { openFiles: open_files }),
  ...(core && { core }),
  ...(file_size && { fileSize: file_size }),
  ...(stack && { stack }),
  ...(cpu_time && { cpuTimeMs: cpu_time }),
  ...(memory.locked_memory && { lockedMemory: memory.locked_memory }),
  ...(memory.address_space && { addressSpace: memory.address_space }),
});

import type { ServiceSpec } from "../../../domain/tree/ChildSpec.ts";
import type { Limits } from "../../../domain/tree/Limits.ts";
import type { LimitsFile } from "../../language/limits.ts";

/** What the kernel limits, and the priority; without a setting there is no field. */
export const limitsPart = ({
  limits,
  nice,
}: {
  readonly limits?: LimitsFile;
  readonly nice?: number;
}): Pick<ServiceSpec, "limits" | "nice"> => ({
  ...(limits === undefined || Object.keys(limits).length === 0 ? {} : { limits: limitsOf(limits) }),
  ...(nice === undefined ? {} : { nice }),
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

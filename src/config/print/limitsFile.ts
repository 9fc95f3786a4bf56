import { Schema } from "effect";
import type { ProcessSpec } from "../../domain/tree/ChildSpec.ts";
import type { Limits, RunLimits } from "../../domain/tree/Limits.ts";
import type { ServiceFile } from "../language/language.ts";
import { LimitsFile } from "../language/limits.ts";

/** What the kernel limits, and the priority, in the file. */
export const limitsFile = ({
  limits,
  runLimits,
  nice,
}: ProcessSpec): Pick<ServiceFile, "limits" | "nice"> => ({
  ...(limits === undefined && runLimits === undefined
    ? {}
    : { limits: { ...written(limits ?? {}), ...writtenOfRun(runLimits ?? {}) } }),
  ...(nice === undefined ? {} : { nice }),
});

/** Limits by their names in the file, as they are written there. */
export const limitTexts = (limits: Limits): ReadonlyArray<readonly [name: string, text: string]> =>
  Object.entries(Schema.encodeSync(LimitsFile)(written(limits))).map(([name, text]) => [name, String(text)]);

/** The same for those of all processes together. */
export const runLimitTexts = (limits: RunLimits): ReadonlyArray<readonly [name: string, text: string]> =>
  Object.entries(Schema.encodeSync(LimitsFile)(writtenOfRun(limits))).map(([name, text]) => [
    name,
    String(text),
  ]);

const writtenOfRun = ({ memory, cpu, processes }: RunLimits): LimitsFile => ({
  ...(memory && { memory }),
  ...(cpu && { cpu }),
  ...(processes && { processes }),
});

const written = ({ openFiles, core, fileSize, stack, cpuTimeMs, ...memory }: Limits): LimitsFile => ({
  ...(openFiles && { open_files: openFiles }),
  ...(core && { core }),
  ...(fileSize && { file_size: fileSize }),
  ...(stack && { stack }),
  ...(cpuTimeMs && { cpu_time: cpuTimeMs }),
  ...(memory.lockedMemory && { locked_memory: memory.lockedMemory }),
  ...(memory.addressSpace && { address_space: memory.addressSpace }),
});

import { Schema } from "effect";
import type { ChildSpec, ServiceSpec, SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { defaultUpdate } from "../../policy/plan/replicas.ts";
import { PartFile, SupervisorFile } from "../language/language.ts";
import { expectationFile } from "./checkFile.ts";
import type { FileMap, FileValue } from "./fileValue.ts";
import { serviceFile } from "./serviceFile.ts";
import { supervisedFile } from "./supervisedFile.ts";

export type PrintChild = (child: ChildSpec) => FileMap;

/** A supervisor as a map of the file, with its descendants. The supervisor of instances is written as their service. */
export const supervisorFile = (spec: SupervisorSpec, printChild: PrintChild): FileMap => {
  if (spec.template) return replicatedFile(spec, spec.template);
  const file = { ...supervisedFile(spec), shutdown: spec.shutdown, ...supervisingFile(spec) };
  return { ...Schema.encodeSync(SupervisorFile)(file), children: childrenFile(spec, printChild) };
};

export const childrenFile = (
  { children }: SupervisorSpec,
  printChild: PrintChild,
): ReadonlyMap<string, FileValue> => new Map(children.map((child) => [child.id, printChild(child)]));

/** The keys of all supervisors, including the root. */
export const supervisingFile = (spec: SupervisorSpec) => ({
  ...(spec.strategy === "simple_one_for_one" ? {} : { strategy: spec.strategy }),
  intensity: spec.intensity,
  period: spec.periodMs,
  auto_shutdown: spec.autoShutdown,
  start: spec.start,
  ...quotaFile(spec),
  ...provisionFile(spec),
});

const quotaFile = ({ quota }: SupervisorSpec): Pick<SupervisorFile, "quota"> => {
  if (quota === undefined) return {};
  const { restarts, ...rest } = quota;
  const limit = restarts && { restarts: restarts.restarts, period: restarts.periodMs };
  return { quota: { ...rest, ...limit } };
};

const provisionFile = ({ provision }: SupervisorSpec): Pick<SupervisorFile, "provision"> =>
  provision === undefined
    ? {}
    : { provision: { check: expectationFile(provision.check), max_checks: provision.maxChecks } };

const updateFile = ({ update = defaultUpdate }: SupervisorSpec) => ({
  max_parallel: update.maxParallel,
  min_healthy_time: update.minHealthyTimeMs,
  healthy_deadline: update.healthyDeadlineMs,
});

/** A replicated service: its keys, and the `intensity`, `period` and `update` of the supervisor of its instances. */
const replicatedFile = (group: SupervisorSpec, template: ServiceSpec): FileMap => ({
  ...serviceFile({ ...template, autostart: group.autostart, after: group.after }),
  replicas: group.children.length,
  ...Schema.encodeSync(PartFile.pick("update"))({ update: updateFile(group) }),
  ...Schema.encodeSync(SupervisorFile)({ intensity: group.intensity, period: group.periodMs }),
});

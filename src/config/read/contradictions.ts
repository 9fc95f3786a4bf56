import { defaultUpdate } from "../../policy/plan/replicas.ts";
import { type LocatedMap, positionOf } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import type { ServiceFile } from "../language/language.ts";
import { checkInReady } from "./service/probes.ts";

const readinessOf = ({ ready }: ServiceFile): ReadonlyArray<string> =>
  (["min_uptime", "log", "notify", "tcp", "http", "exec"] as const).filter(
    (kind) => ready?.[kind] !== undefined,
  );

/** Settings of a service that exclude each other: whether they occur, at which key, the message, and the hint. */
const contradictions: ReadonlyArray<
  (file: ServiceFile) => readonly [boolean, key: string, message: string, hint: string]
> = [
  (file) => {
    const kinds = readinessOf(file);
    return [kinds.length > 1, "ready", `ready has ${kinds.join(" and ")}`, "keep one of them"];
  },
  ({ ready, min_uptime }) => [
    ready?.min_uptime !== undefined && min_uptime !== undefined,
    "min_uptime",
    "min_uptime is also in ready",
    "keep one of them",
  ],
  (file) => [
    file.oneshot === true && readinessOf(file).length > 0,
    "oneshot",
    "a oneshot is ready once it has exited successfully",
    "remove `ready` and `min_uptime`",
  ],
  (file) => {
    const kind = checkInReady(file);
    return [
      kind !== undefined && file.probes?.ready !== undefined,
      "probes",
      `ready.${kind} and probes.ready are the same probe`,
      "keep probes.ready, which says more",
    ];
  },
  (file) => [
    file.probes?.startup !== undefined &&
      (file.min_uptime !== undefined || readinessOf(file).some((kind) => kind !== checkInReady(file))),
    "probes",
    "both probes.startup and ready say when its start is complete",
    "keep one of them; `ready` may have a timeout",
  ],
  ({ oneshot, probes }) => [
    oneshot === true && probes !== undefined,
    "probes",
    "a oneshot is not probed: it is expected to exit",
    "remove `probes`",
  ],
  ({ oneshot, restart }) => [
    oneshot === true && restart === "permanent",
    "restart",
    "a permanent oneshot would be restarted forever",
    "use transient (restarted after a failure) or temporary",
  ],
  ({ oneshot, restart, memory, max_runtime }) => [
    (memory ?? max_runtime) !== undefined &&
      (restart ?? (oneshot ? "temporary" : "permanent")) === "temporary",
    memory === undefined ? "max_runtime" : "memory",
    `${memory === undefined ? "max_runtime" : "memory"} restarts it, and a temporary child is never restarted`,
    "use `restart: permanent` or `transient`, or `limits` to have the system end it",
  ],
  ({ uid, user }) => [
    uid !== undefined && user !== undefined,
    "user",
    "uid and user are the same setting",
    "keep one of them",
  ],
  ({ gid, group }) => [
    gid !== undefined && group !== undefined,
    "group",
    "gid and group are the same setting",
    "keep one of them",
  ],
  ({ shutdown, stop }) => [
    shutdown !== undefined && stop?.timeout !== undefined,
    "shutdown",
    "shutdown and stop.timeout are the same setting",
    "keep one of them",
  ],
  ({ replicas, intensity, period }) => [
    replicas === undefined && (intensity ?? period) !== undefined,
    intensity === undefined ? "period" : "intensity",
    `${intensity === undefined ? "period" : "intensity"} is for supervisors and replicated children`,
    "use `limit` for the restarts of one child",
  ],
  ({ replicas, update }) => [
    replicas === undefined && update !== undefined,
    "update",
    "update is only for replicated children",
    "add `replicas:`, or remove it",
  ],
  ({ update }) => [
    (update?.healthy_deadline ?? defaultUpdate.healthyDeadlineMs) <= (update?.min_healthy_time ?? 0),
    "update",
    "healthy_deadline must be longer than min_healthy_time, or every update would fail",
    "set `healthy_deadline` to min_healthy_time plus the longest time that a start may take",
  ],
  ({ replicas, significant }) => [
    replicas !== undefined && significant === true,
    "significant",
    "a replicated child can't be significant, because its instances come and go",
    "remove one of the two",
  ],
];

export const reportContradictions = (file: ServiceFile, map: LocatedMap, report: Report): void => {
  for (const contradiction of contradictions) {
    const [occurs, key, message, hint] = contradiction(file);
    if (occurs) report.error(positionOf(map, [key]), message, hint);
  }
};

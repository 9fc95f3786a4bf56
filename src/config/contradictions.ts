import { oneAfterTheOther } from "../policy/plan/replicas.ts";
import type { ServiceFile } from "./language.ts";
import { type LocatedMap, positionOf } from "./located.ts";
import type { Report } from "./report.ts";

const readinessOf = ({ ready }: ServiceFile): ReadonlyArray<string> =>
  (["min_uptime", "log", "notify"] as const).filter((kind) => ready?.[kind] !== undefined);

/** What can't be meant together within one service: whether it is so, at which key, what, and what to do. */
const contradictions: ReadonlyArray<
  (file: ServiceFile) => readonly [boolean, key: string, message: string, hint: string]
> = [
  (file) => {
    const kinds = readinessOf(file);
    return [
      kinds.length > 1,
      "ready",
      `ready has ${kinds.join(" and ")}`,
      "keep the one that tells when it is ready",
    ];
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
    "a oneshot is ready when it has ended with success",
    "remove its readiness",
  ],
  ({ oneshot, restart }) => [
    oneshot === true && restart === "permanent",
    "restart",
    "a permanent oneshot would run for ever again",
    "use transient (again after a failure) or temporary",
  ],
  ({ shutdown, stop }) => [
    shutdown !== undefined && stop?.timeout !== undefined,
    "shutdown",
    "shutdown and stop.timeout say the same thing",
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
    "update is for replicated children: one alone is restarted at once",
    "add `replicas:`, or remove it",
  ],
  ({ update }) => [
    (update?.healthy_deadline ?? oneAfterTheOther.healthyDeadlineMs) <= (update?.min_healthy_time ?? 0),
    "update",
    "healthy_deadline must be longer than min_healthy_time: nothing could ever be in time",
    "set `healthy_deadline` to that time and as long as a start may take",
  ],
  ({ replicas, significant }) => [
    replicas !== undefined && significant === true,
    "significant",
    "instances come and go, so a replicated child can't be significant",
    "remove one of the two",
  ],
];

export const sayContradictions = (file: ServiceFile, map: LocatedMap, report: Report): void => {
  for (const contradiction of contradictions) {
    const [holds, key, message, hint] = contradiction(file);
    if (holds) report.say(positionOf(map, [key]), message, hint);
  }
};

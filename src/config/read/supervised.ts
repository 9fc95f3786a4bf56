import type { Backoff, ChildSpec, Quota, Strategy } from "../../domain/tree/ChildSpec.ts";
import type { Defaults } from "../language/defaults.ts";
import type { SupervisorFile } from "../language/language.ts";

/** The settings that the root and other supervisors have in common, with defaults. */
export const supervisorPart = (
  file: Pick<SupervisorFile, "strategy" | "intensity" | "period" | "auto_shutdown" | "start" | "quota">,
  { start }: Defaults,
) => ({
  kind: "supervisor" as const,
  strategy: strategyOf(file),
  intensity: file.intensity ?? 5,
  periodMs: file.period ?? 60_000,
  autoShutdown: file.auto_shutdown ?? ("never" as const),
  start: file.start ?? start(strategyOf(file)),
  ...(file.quota === undefined ? {} : { quota: quotaOf(file.quota) }),
});

/** The period of a quota of restarts if it is not declared, ms. */
const quotaPeriodMs = 3_600_000;

const quotaOf = ({ children, memory, restarts, period }: NonNullable<SupervisorFile["quota"]>): Quota => ({
  ...(children === undefined ? {} : { children }),
  ...(memory === undefined ? {} : { memory }),
  ...(restarts === undefined ? {} : { restarts: { restarts, periodMs: period ?? quotaPeriodMs } }),
});

/** The strategy of a supervisor, declared or the default. */
const strategyOf = ({ strategy }: Pick<SupervisorFile, "strategy">) => strategy ?? ("one_for_one" as const);

/** The supervisor of a child, as far as it determines the child's defaults. */
export interface Supervisor {
  readonly strategy: Strategy;
  readonly defaults: Defaults;
}

/** The settings that services and supervisors have in common, with defaults. */
export const supervisedPart = <Shutdown extends ChildSpec["shutdown"]>(
  id: string,
  file: SupervisorFile,
  shutdown: Shutdown,
  { strategy, defaults }: Supervisor,
) => {
  const onLimit = file.on_limit ?? defaults.onLimit(strategy);
  const retryFailedMs = file.retry_failed === "never" ? null : (file.retry_failed ?? defaults.retryFailedMs);
  const limit = file.limit && { restarts: file.limit.restarts, periodMs: file.limit.period };
  return {
    id,
    restart: file.restart ?? ("permanent" as const),
    significant: file.significant ?? false,
    shutdown: file.shutdown ?? shutdown,
    backoff: backoffOf(file.backoff),
    limit: limit ?? (onLimit === "fail" || onLimit === "wait" ? defaults.limit : null),
    onLimit,
    ...(retryFailedMs === undefined ? {} : { retryFailedMs }),
    autostart: file.autostart ?? true,
  };
};

/** Restarts without a delay. */
export const noBackoff: Backoff = {
  initialMs: 0,
  factor: 1,
  maxMs: 0,
  jitter: 0,
  resetAfterMs: 0,
  healthyAfterMs: 1000,
};

/** Supervision of children whose failures lead to no restart by their supervisor; none of it can be chosen. */
export const neverRestarted = {
  restart: "permanent",
  significant: false,
  backoff: noBackoff,
  limit: null,
  onLimit: "fail",
} as const;

const backoffOf = (file: SupervisorFile["backoff"]): Backoff => {
  if (file === "none") return noBackoff;
  const maxMs = file?.max ?? 60_000;
  return {
    initialMs: file?.initial ?? 1_000,
    factor: file?.factor ?? 2,
    maxMs,
    jitter: file?.jitter ?? 0.2,
    resetAfterMs: file?.reset_after ?? Math.max(60_000, maxMs),
    healthyAfterMs: file?.healthy_after ?? 1_000,
  };
};

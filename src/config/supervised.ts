import type { Backoff, ChildSpec } from "../domain/ChildSpec.ts";
import type { SupervisorFile } from "./language.ts";

/** The part that the root and other supervisors share, with its defaults. */
export const supervisorPart = (
  file: Pick<SupervisorFile, "strategy" | "intensity" | "period" | "auto_shutdown" | "start">,
) => ({
  kind: "supervisor" as const,
  strategy: file.strategy ?? ("one_for_one" as const),
  intensity: file.intensity ?? 5,
  periodMs: file.period ?? 60_000,
  autoShutdown: file.auto_shutdown ?? ("never" as const),
  start: file.start ?? ("serial" as const),
});

const defaultLimit = { restarts: 10, periodMs: 300_000 };

/** The part that services and supervisors share, with its defaults. */
export const supervisedPart = <Shutdown extends ChildSpec["shutdown"]>(
  id: string,
  file: SupervisorFile,
  shutdown: Shutdown,
) => {
  const onLimit = file.on_limit ?? null;
  const limit = file.limit && { restarts: file.limit.restarts, periodMs: file.limit.period };
  return {
    id,
    restart: file.restart ?? ("permanent" as const),
    significant: file.significant ?? false,
    shutdown: file.shutdown ?? shutdown,
    backoff: backoffOf(file.backoff),
    limit: limit ?? (onLimit === "fail" || onLimit === "wait" ? defaultLimit : null),
    onLimit,
    autostart: file.autostart ?? true,
  };
};

/** Restarts without a pause. */
export const noBackoff: Backoff = {
  initialMs: 0,
  factor: 1,
  maxMs: 0,
  jitter: 0,
  resetAfterMs: 0,
  healthyAfterMs: 1000,
};

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

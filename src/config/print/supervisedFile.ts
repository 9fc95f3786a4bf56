import type { Backoff, JobSpec, Supervised } from "../../domain/tree/ChildSpec.ts";
import { noBackoff } from "../read/supervised.ts";

const backoffFile = (backoff: Backoff) =>
  isSame(backoff, noBackoff)
    ? ("none" as const)
    : {
        initial: backoff.initialMs,
        factor: backoff.factor,
        max: backoff.maxMs,
        jitter: backoff.jitter,
        reset_after: backoff.resetAfterMs,
        healthy_after: backoff.healthyAfterMs,
      };

const isSame = (one: Backoff, other: Backoff): boolean => JSON.stringify(one) === JSON.stringify(other);

export const retryFile = ({ retryFailedMs }: Pick<Supervised, "retryFailedMs">) =>
  retryFailedMs === undefined ? {} : { retry_failed: retryFailedMs ?? ("never" as const) };

/** What a child waits for, and what a job runs after. Paths are printed whole, because a short name may mean a sibling. */
export const afterFile = ({
  after,
  chain = [],
}: Pick<Supervised, "after"> & Partial<Pick<JobSpec, "chain">>) => {
  const awaited = (after ?? []).map(
    ({ path, until, propagate }) =>
      [path, propagate === undefined ? until : { for: until, propagate }] as const,
  );
  const followed = chain.map(({ job, on }) => [job, on] as const);
  const written = [...awaited, ...followed];
  return written.length === 0 ? {} : { after: Object.fromEntries(written) };
};

/** The keys of supervision, which every child has. */
export const supervisedFile = (spec: Supervised) => ({
  restart: spec.restart,
  significant: spec.significant,
  backoff: backoffFile(spec.backoff),
  ...(spec.limit === null ? {} : { limit: { restarts: spec.limit.restarts, period: spec.limit.periodMs } }),
  ...(spec.onLimit === null ? {} : { on_limit: spec.onLimit }),
  ...retryFile(spec),
  autostart: spec.autostart,
  ...afterFile(spec),
});

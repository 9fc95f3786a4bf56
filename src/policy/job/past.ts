import { type ChildPath, join, root } from "../../domain/tree/ChildPath.ts";
import type { ChildSpec } from "../../domain/tree/ChildSpec.ts";
import { childrenOf, isJob } from "../../domain/tree/childTraits.ts";
import type { Instant, Schedule } from "../../domain/tree/Schedule.ts";

/** A job that will not start again unless somebody runs it by hand. */
interface PastJob {
  readonly path: ChildPath;
  /** Its last moment. */
  readonly at: Instant;
}

const momentsOf = (schedules: ReadonlyArray<Schedule>): ReadonlyArray<Instant> =>
  schedules.flatMap((schedule) => ("at" in schedule ? [schedule.at] : []));

/** The jobs at and under a child whose schedules are single moments that have all passed. */
export const pastJobs = (spec: ChildSpec, now: Instant, path: ChildPath = root): ReadonlyArray<PastJob> => {
  if (!isJob(spec)) return childrenOf(spec).flatMap((child) => pastJobs(child, now, join(path, child.id)));
  const moments = momentsOf(spec.schedules);
  const isLeft = moments.length < spec.schedules.length || spec.chain.length > 0;
  const last = Math.max(...moments);
  return isLeft || moments.length === 0 || last > now ? [] : [{ path, at: last }];
};

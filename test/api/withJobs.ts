import type { JobSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";

/** What a job of a test declares; the rest has the usual values. */
export type Declared = Partial<JobSpec> & Pick<JobSpec, "schedules">;

const usual: Omit<JobSpec, "id" | "template" | "schedules" | "kind" | keyof Supervised> = {
  jitterMs: 0,
  overlap: { kind: "skip" },
  catchUp: { kind: "none" },
  ...{ startWithinMs: null, timeoutMs: null, killGraceMs: 10_000 },
  retry: { times: 0, backoff: { initialMs: 0, factor: 1, maxMs: 0 }, when: ["exit"] },
  ...{ pool: null, blackouts: [], active: { from: null, until: null }, chain: [], parameters: [] },
};

type Supervised = Pick<
  JobSpec,
  "restart" | "significant" | "backoff" | "limit" | "onLimit" | "shutdown" | "autostart"
>;

/** The tree with its services of these names as jobs, each with the command of its service. */
export const withJobs = (tree: TreeSpec, jobs: Readonly<Record<string, Declared>>): TreeSpec => ({
  ...tree,
  root: {
    ...tree.root,
    children: tree.root.children.map((child) => {
      const declared = jobs[child.id];
      if (declared === undefined || child.kind !== "service") return child;
      const { id, restart, significant, backoff, limit, onLimit, shutdown, autostart } = child;
      const template = { ...child, id: "#1", restart: "temporary" as const, shutdown: "infinity" as const };
      return {
        ...{ kind: "job", id, restart, significant, backoff, limit, onLimit, shutdown, autostart, template },
        ...usual,
        ...declared,
      };
    }),
  },
});

import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import { runId } from "../../src/domain/Run.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { JobSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { JobEvent } from "../../src/policy/job/events.ts";
import type { JobNode, TreeNode } from "../node/node.ts";
import { refuse } from "../tree/refusal.ts";
import { delivered } from "../tree/sendAndAwait.ts";
import type { Tree } from "../tree/tree.ts";
import { comingInstants } from "./comingInstants.ts";
import type { JobControl, RunAnswer } from "./JobControl.ts";
import { jobStartOf } from "./jobStartOf.ts";
import { ledgerItem } from "./ledgerItem.ts";

/** Use the node at a path; fails if there is none. */
type WithNode = <A>(
  path: ChildPath,
  use: (node: TreeNode) => Effect.Effect<A, NotPossible>,
) => Effect.Effect<A, NotPossible>;

const noJob = (node: TreeNode) => refuse(node, "not_a_job", `${node.path || "the tree"} is not a job`);

/** Why a run with these parameters is refused; null if it is not. */
const wrongParameters = ({ parameters }: JobSpec, given: Readonly<Record<string, string>>): string | null => {
  const declared = new Set(parameters.map(({ name }) => name));
  const unknown = Object.keys(given).find((name) => !declared.has(name));
  if (unknown !== undefined) {
    const known = declared.size === 0 ? "it has none" : `it has ${[...declared].join(", ")}`;
    return `it has no parameter ${unknown}; ${known}`;
  }
  const missing = parameters.find(({ name, default: usual }) => usual === null && given[name] === undefined);
  return missing ? `its parameter ${missing.name} has no default, so it must be given` : null;
};

const refusals = {
  overlap: "it is active, and its overlap rule is skip",
  queue_full: "its line is full",
  removed: "it is stopped",
} as const;

/** The requests to the jobs of a tree. */
export const jobControlOf = (tree: Tree, withNode: WithNode): JobControl => {
  const { jobs } = tree;
  const withJob = <A>(path: ChildPath, use: (node: JobNode) => Effect.Effect<A, NotPossible>) =>
    withNode(path, (node) => (node.kind === "job" ? use(node) : Effect.fail(noJob(node))));
  const request = (path: ChildPath, event: JobEvent) =>
    withJob(path, (node) =>
      jobs.conditionOf(path) === "removed"
        ? Effect.fail(refuse(node, "supervisor_down", `${path} is stopped; start it first`))
        : Effect.asVoid(jobs.request(event)),
    );

  const answerTo = (node: JobNode, start: number): RunAnswer => {
    const state = jobs.stateOf(node.path);
    const phase = state?.starts.find(({ id }) => id === start)?.phase;
    if (phase && "going" in phase) {
      const { run, slot: number } = phase.going;
      const slot = `${node.path}#${number}`;
      return { answer: "started", start, run, slot, id: runId(slot, run) };
    }
    return { answer: "waiting", start };
  };

  return {
    declared: (job) => withJob(job, ({ spec }) => Effect.succeed(spec)),
    run: (job, asked) =>
      withJob(job, (node) =>
        Effect.gen(function* () {
          const wrong = wrongParameters(node.spec, asked.parameters);
          if (wrong !== null) return yield* refuse(node, "invalid_spec", `${job} was not run: ${wrong}`);
          const decisions = yield* jobs.request({ type: "run", job, request: asked });
          yield* delivered(tree);
          for (const decision of decisions) {
            if (decision.kind === "admit") return answerTo(node, decision.start);
            if (decision.kind === "refuse") {
              const because = refusals[decision.because];
              return yield* refuse(node, "already_started", `${job} was not run: ${because}`);
            }
          }
          return yield* refuse(node, "supervisor_down", `${job} was not run: ${refusals.removed}`);
        }),
      ),
    start: (job, start) => withJob(job, (node) => Effect.sync(() => jobStartOf(jobs, node, start))),
    abort: (job) => request(job, { type: "abort", job }),
    pause: (job, pausing) => request(job, { type: "pause", job, ...pausing }),
    resume: (job) => request(job, { type: "resume", job }),
    skipNext: (job) =>
      withJob(job, (node) =>
        Effect.gen(function* () {
          const before = new Set(jobs.stateOf(job)?.marks);
          yield* request(job, { type: "skip_next", job });
          const marked = jobs.stateOf(job)?.marks.find((at) => !before.has(at));
          return (
            marked ?? (yield* refuse(node, "not_expected", `${job} expects no instant that could be skipped`))
          );
        }),
      ),
    next: (job, { n, from }) =>
      withJob(job, (node) =>
        Effect.sync(() => {
          const after = from ?? Date.parse(tree.wiring.now.wall());
          return comingInstants(node.spec, jobs.rulesFor(node), jobs.stateOf(job), { n, after });
        }),
      ),
    ledger: (query) => Effect.map(jobs.ledger.read(query), (rows) => rows.map(ledgerItem)),
  };
};

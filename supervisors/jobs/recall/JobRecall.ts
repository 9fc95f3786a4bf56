import type { JobState } from "../../../src/domain/job/JobState.ts";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import type { JobEvent } from "../../../src/policy/job/events.ts";
import type { Now } from "../../../src/policy/job/now.ts";
import { rebased } from "../../../src/policy/job/rebase.ts";
import type { Left } from "../../../src/ports/machine/ProcessSpawner.ts";
import type { RecalledJobs, StoredJob, UnreadableJob } from "../../../src/ports/store/Ledger.ts";
import type { JobNode } from "../../node/node.ts";
import type { JobEngine } from "../JobEngine.ts";
import type { RequestedStarts } from "../RequestedStarts.ts";
import { undeclaredRules } from "../rules.ts";
import { endedRuns } from "./leftRuns.ts";

interface Around {
  readonly engine: JobEngine;
  readonly requested: RequestedStarts;
  /** Of the machine. */
  readonly boot: string;
  readonly tell: (event: JobEvent) => unknown;
  /** Its rules hold from now on. */
  readonly declare: (node: JobNode) => void;
  /** It is loaded as one of which no state is known; `left`: what its rows tell of it. */
  readonly load: (node: JobNode, left: UnreadableJob | undefined) => void;
  readonly show: (job: ChildPath, state: JobState) => void;
}

/** What an earlier daemon left: its stored states, its processes, and the job that is declared at a path now. */
interface LeftJobs {
  readonly recalled: RecalledJobs;
  readonly left: Left;
  readonly nodeOf: (path: ChildPath) => JobNode | undefined;
}

/** Has the jobs go on where an earlier daemon left them, once their nodes are adopted. */
export class JobRecall {
  readonly #around: Around;
  readonly #resumed: Array<JobNode> = [];
  /** The jobs that were started before it is known what was left of them. */
  readonly #begun: Array<JobNode> = [];
  #state: "nothing to recall" | "awaited" = "nothing to recall";

  constructor(around: Around) {
    this.#around = around;
  }

  /** The tree is about to be adopted: jobs that are started meanwhile wait for `goOn`. */
  begin(): void {
    this.#state = "awaited";
  }

  /** Its node has resumed. */
  resumed(node: JobNode): void {
    this.#resumed.push(node);
  }

  /** A job was started; returns false if it can be loaded at once. */
  awaits(node: JobNode): boolean {
    if (this.#state === "nothing to recall") return false;
    this.#begun.push(node);
    return true;
  }

  /** After the nodes have resumed. */
  goOn({ recalled: { at, jobs, unreadable }, left, nodeOf }: LeftJobs): void {
    const { engine, requested, boot, tell, declare, show } = this.#around;
    this.#state = "nothing to recall";
    const { now } = engine;
    const [resumed, begun] = [this.#resumed.splice(0), this.#begun.splice(0)];
    // Uptime begins anew with each start of a machine, and of some containers.
    const isSameBoot = at === null || (at.boot === boot && at.real <= now.real);
    const byMs = at === null || isSameBoot ? 0 : now.real - at.real - (now.wall - at.wall);
    engine.recall(jobs.map(({ job, state }) => [job, rebased(state, byMs)]));
    for (const { job, state } of jobs) requested.recall(job, state);
    const there = new Set([...resumed, ...begun].map(({ path }) => path));
    const others = jobs.filter(({ job, state }) => !there.has(job) && isUnfinished(state));
    const isComing = ({ job, state }: StoredJob): boolean => !state.removed && nodeOf(job) !== undefined;
    this.#end(
      others.filter((one) => !isComing(one)),
      now,
    );
    // The tree has lost its memory of them, and starts them in a moment.
    const coming = others.flatMap((one) => (isComing(one) ? (nodeOf(one.job) ?? []) : []));
    for (const node of [...resumed, ...coming]) declare(node);
    this.#load(resumed, begun, unreadable);
    const ended = [...resumed, ...begun, ...coming].flatMap((node) => {
      const state = engine.stateOf(node.path);
      return state ? endedRuns(node, state, left, now) : [];
    });
    if (at !== null) {
      const from = isSameBoot ? "down" : "off";
      tell({ type: "back", from, since: at, ended: ended.toSorted((a, b) => a.at.wall - b.at.wall) });
    }
    for (const { path } of coming) engine.declare(path, null);
    for (const { path } of [...resumed, ...begun]) {
      const state = engine.stateOf(path);
      if (state) show(path, state);
    }
  }

  /** Load those of which no state is known, and those that were started: the tree has no memory of these. */
  #load(
    resumed: ReadonlyArray<JobNode>,
    begun: ReadonlyArray<JobNode>,
    unreadable: RecalledJobs["unreadable"],
  ): void {
    const { engine, tell, load } = this.#around;
    const traces = new Map(unreadable.map((one) => [one.job, one]));
    const unknown = resumed.filter(({ path }) => engine.stateOf(path) === undefined);
    for (const node of [...unknown, ...begun]) {
      load(node, traces.get(node.path));
      if (node.state === "stopping") tell({ type: "remove", job: node.path, cause: "requested" });
    }
  }

  /** They are not declared any more, or stopped: they expect nothing, and nobody follows their runs. */
  #end(jobs: ReadonlyArray<StoredJob>, now: Now): void {
    const { engine, tell } = this.#around;
    for (const { job } of jobs) engine.declare(job, undeclaredRules(job));
    for (const { job } of jobs) tell({ type: "remove", job, cause: "removed" });
    for (const { job, state } of jobs)
      for (const { phase } of state.starts)
        if ("going" in phase)
          tell({ type: "ended", job, run: phase.going.run, end: { kind: "lost" }, at: now });
    for (const { job } of jobs) engine.declare(job, null);
  }
}

/** Whether a job expects something, or something of it goes on. */
const isUnfinished = ({ removed, starts, line }: JobState): boolean =>
  !removed || starts.length > 0 || line.length > 0;

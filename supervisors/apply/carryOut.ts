import { Effect } from "effect";
import { type ChildPath, join } from "../../src/domain/ChildPath.ts";
import type { ChildSpec, TreeSpec } from "../../src/domain/ChildSpec.ts";
import { NotPossible } from "../../src/domain/Errors.ts";
import type { Plan, PlanStep } from "../../src/domain/Plan.ts";
import type { ChildState, Wanted } from "../../src/domain/State.ts";
import { isShrinking, stops } from "../../src/policy/plan/order.ts";
import * as commands from "../commands.ts";
import { type SupervisorNode, type TreeNode, wantedOf, withDescendants } from "../node.ts";
import type { CommandOptions } from "../Supervision.ts";
import { nodeAt, type Tree } from "../tree.ts";
import { batches } from "./batches.ts";
import { Declared } from "./declared.ts";
import { arrange, redeclare } from "./redeclare.ts";

/** A plan that is being carried out. */
interface Work {
  readonly tree: Tree;
  readonly declared: Declared;
  readonly by: string;
  /** What each child was before, on the way back; null on the way out. */
  readonly before: Former | null;
}

/** What the children of a tree did and were wanted to do, by path. */
export type Former = ReadonlyMap<ChildPath, { readonly state: ChildState; readonly wanted: Wanted }>;

const upStates: ReadonlyArray<ChildState> = ["running", "starting", "finished"];

/** Whether it matters that a child comes up; it does not for one that was down before. */
const matters = ({ before }: Work, path: ChildPath): boolean =>
  before === null || upStates.includes(before.get(path)?.state ?? "stopped");

/** Bring the live tree to what is wanted, step by step; fails with the first that does not come about. */
export const carryOut = (
  tree: Tree,
  plan: Plan,
  wanted: TreeSpec,
  by: string,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const work: Work = { tree, declared: new Declared(wanted), by, before: null };
    tree.name = wanted.name;
    redeclareSupervisors(work);
    for (const batch of batches(plan.steps, work.declared)) yield* perform(work, batch);
    arrange(tree, tree.root, work.declared);
  });

/**
 * Bring the live tree back to what it was, when its children were as in `before`. What fails does not keep the rest
 * from being brought back; the failures are returned.
 */
export const bringBack = (
  tree: Tree,
  plan: Plan,
  wanted: TreeSpec,
  { by, before }: { readonly by: string; readonly before: Former },
): Effect.Effect<ReadonlyArray<NotPossible>> =>
  Effect.gen(function* () {
    const work: Work = { tree, declared: new Declared(wanted), by, before };
    tree.name = wanted.name;
    const inTurn = (steps: ReadonlyArray<PlanStep>) =>
      Effect.partition(batches(steps, work.declared), (batch) => perform(work, batch));
    // What came goes first, while the rules hold that it came under: it may be what fails.
    const [notGone] = yield* inTurn(plan.steps.filter(stops));
    redeclareSupervisors(work);
    const [failed] = yield* inTurn(plan.steps.filter((step) => !stops(step)));
    arrange(tree, tree.root, work.declared);
    // A step that failed half way has stopped some that its undoing has no reason to start.
    const [stillDown] = yield* Effect.partition(before.keys(), (path) => liftUp(work, path));
    return [...notGone, ...failed, ...stillDown];
  });

const liftUp = (work: Work, path: ChildPath): Effect.Effect<void, NotPossible> => {
  const was = work.before?.get(path);
  const isDown = was?.wanted === "down" || was?.state === "stopped" || was?.state === "stopping";
  const node = nodeAt(work.tree, path);
  return !isDown && node?.state === "stopped" ? bringUp(work, path, how(work, "brought back")) : Effect.void;
};

/** Those that stay; what they supervise is seen to step by step. */
const redeclareSupervisors = ({ tree, declared }: Work): void => {
  for (const node of withDescendants(tree.root)) {
    const spec = declared.supervisorAt(node.path);
    if (node.kind === "supervisor" && spec && (spec.template === null) === (node.spec.template === null))
      redeclare(tree, node, spec);
  }
};

const how = ({ by }: Work, reason: string): CommandOptions => ({ by, wait: true, because: reason });

const perform = (work: Work, batch: ReadonlyArray<PlanStep>): Effect.Effect<void, NotPossible> => {
  const [step] = batch;
  switch (step?.action) {
    case "add":
      return plant(work, step.path, how(work, "added by apply"));
    case "remove":
      return uproot(work, step.path, step.reason);
    case "scale":
      return scale(work, step);
    case "restart":
    case "replace":
      return restartTogether(work, batch);
    case "update":
      return Effect.sync(() => redeclareAt(work, step.path));
    default:
      return Effect.void;
  }
};

const redeclareAt = ({ tree, declared }: Work, path: ChildPath): void => {
  const node = nodeAt(tree, path);
  const spec = node && declared.for(node);
  if (node && spec) redeclare(tree, node, spec);
};

const isUp = (node: TreeNode): boolean => node.state === "running" || node.state === "starting";

/** Put a declared child into the tree, and start it where its supervisor runs. */
const plant = (work: Work, path: ChildPath, options: CommandOptions): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const { tree, declared } = work;
    const spec = declared.at(path);
    const parent = nodeAt(tree, declared.parentOf(path));
    if (spec && parent?.kind === "supervisor") yield* plantUnder(work, parent, spec, options);
  });

const plantUnder = (
  work: Work,
  parent: SupervisorNode,
  spec: ChildSpec,
  options: CommandOptions,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const { tree, before } = work;
    const path = join(parent.path, spec.id);
    const former = before?.get(path);
    if (former) {
      // To be tried, and kept where it fails: it may have failed before.
      const wanted = (one: ChildPath) => (one === path && isUp(parent) ? "down" : before?.get(one)?.wanted);
      yield* commands.enrol(tree, parent, spec, { ...options, wanted });
      yield* liftUp(work, path);
    } else if (isUp(parent) && spec.autostart) {
      yield* commands.add(tree, parent, spec, options);
      yield* checkUp(work, path);
    } else {
      yield* commands.enrol(tree, parent, spec, options);
    }
  });

const uproot = ({ tree, by }: Work, path: ChildPath, because: string): Effect.Effect<void, NotPossible> => {
  const node = nodeAt(tree, path);
  return node ? Effect.asVoid(commands.remove(tree, node, { by, wait: true, because })) : Effect.void;
};

/** Instances come side by side, and go one after the other. */
const scale = (work: Work, step: PlanStep): Effect.Effect<void, NotPossible> => {
  const { tree, declared } = work;
  if (isShrinking(step))
    return Effect.forEach(step.instances, (path) => uproot(work, path, step.reason), { discard: true });
  const group = nodeAt(tree, step.path);
  const template = declared.supervisorAt(step.path)?.template;
  if (group?.kind !== "supervisor" || !template) return Effect.void;
  const add = (path: ChildPath) =>
    plantUnder(work, group, { ...template, id: path.slice(group.path.length) }, how(work, "added by apply"));
  return Effect.forEach(step.instances, add, { discard: true, concurrency: "unbounded" });
};

/** Stop in reverse order, change what is declared, start in order; each waits for the one before it to be ready. */
const restartTogether = (work: Work, batch: ReadonlyArray<PlanStep>): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const { tree } = work;
    const wantedUp = new Set<ChildPath>();
    for (const { action, path, reason } of [...batch].reverse()) {
      const node = nodeAt(tree, path);
      if (!node) continue;
      if (wantedOf(node) === "up") wantedUp.add(path);
      if (action === "replace") yield* commands.remove(tree, node, how(work, reason));
      else if (wantedUp.has(path)) yield* commands.stop(tree, node, how(work, reason));
      for (const below of withDescendants(node)) redeclareAt(work, below.path);
    }
    for (const { action, path, reason } of batch) {
      if (action === "replace") yield* plant(work, path, how(work, reason));
      else if (wantedUp.has(path)) yield* bringUp(work, path, how(work, reason));
    }
  });

/** Start a child; under a supervisor that is down because something failed, that is started instead. */
const bringUp = (work: Work, path: ChildPath, options: CommandOptions): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const { tree } = work;
    const node = nodeAt(tree, path);
    if (!node) return;
    const { parent } = node;
    const begin =
      parent && !isUp(parent) ? revive(tree, node, parent, options) : commands.start(tree, node, options);
    yield* matters(work, path) ? begin : Effect.option(begin);
    yield* checkUp(work, path);
  });

const revive = (tree: Tree, node: TreeNode, parent: SupervisorNode, options: CommandOptions) =>
  Effect.suspend(() => {
    const { by, because = "started by hand" } = options;
    const child = node.spec.id;
    tree.wiring.post.letter(() => parent.actor.send({ type: "START_CHILD", child, reason: because, by }));
    return commands.restart(tree, topmostDown(parent), options);
  });

const topmostDown = (node: SupervisorNode): SupervisorNode =>
  node.parent && !isUp(node.parent) ? topmostDown(node.parent) : node;

/** Fails with the first child at or under a path that should be up and has failed. */
const checkUp = (work: Work, path: ChildPath): Effect.Effect<void, NotPossible> => {
  const node = nodeAt(work.tree, path);
  const failed =
    node &&
    withDescendants(node).find(
      (one) => matters(work, one.path) && (one.state === "failed" || one.state === "backoff"),
    );
  if (!failed) return Effect.void;
  const { state, actor } = failed;
  const message = `${failed.path} did not come up: ${state} (${actor.getSnapshot().context.reason})`;
  return new NotPossible({ path: failed.path, reason: "start_failed", message });
};

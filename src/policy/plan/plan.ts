import { type ChildPath, isWithin, join, root } from "../../domain/tree/ChildPath.ts";
import type { ChildSpec, ServiceSpec, SupervisorSpec, TreeSpec } from "../../domain/tree/ChildSpec.ts";
import { hasChildren } from "../../domain/tree/childTraits.ts";
import type { FieldChange, Plan, PlanStep } from "../../domain/view/Plan.ts";
import { restartGroup, restartsAlone } from "../restart/strategy.ts";
import { describeChanges, fieldChanges } from "./changes.ts";
import { kindOf } from "./kinds.ts";
import { orderSteps } from "./order.ts";
import { scaleInstances } from "./replicas.ts";
import { countUntouched } from "./untouched.ts";

/** The state of the running tree, as far as a plan depends on it. */
interface TreeState {
  /** Whether a child neither runs nor is being started, so that a change of it waits for its next start. */
  readonly isAtRest: (path: ChildPath) => boolean;
  /** Whether a child is restarted with a sibling if the strategy requires it. */
  readonly restartsWithSiblings: (path: ChildPath) => boolean;
  /** Whether a service has a process. */
  readonly isLive: (path: ChildPath) => boolean;
  /** The topmost failed supervisors: each is started if something at or below it changes. */
  readonly failedSupervisors: ReadonlyArray<ChildPath>;
  /** Whether a service has failed under a running supervisor: a change starts it. */
  readonly hasFailed: (path: ChildPath) => boolean;
}

const allRunning: TreeState = {
  isAtRest: () => false,
  restartsWithSiblings: () => true,
  isLive: () => true,
  failedSupervisors: [],
  hasFailed: () => false,
};

/** The steps from one tree to another, with their reasons. Only children that differ are touched. */
export const plan = (current: TreeSpec, wanted: TreeSpec, given: Partial<TreeState> = {}): Plan => {
  const now = { ...allRunning, ...given };
  const renamed = current.name === wanted.name ? [] : [nameChange(current.name, wanted.name)];
  const own = [...renamed, ...poolChanges(current, wanted), ...fieldChanges(current.root, wanted.root)];
  const changes = [...updates(root, own), ...childSteps(root, current.root, wanted.root, now)];
  const steps = orderSteps([...changes, ...starts(changes, now)]);
  return { steps, untouched: countUntouched(steps, current.root, now.isLive) };
};

/** The starts of failed supervisors that are kept, if something at or below them changes. */
const starts = (
  changes: ReadonlyArray<PlanStep>,
  { failedSupervisors }: TreeState,
): ReadonlyArray<PlanStep> => {
  const isGone = (path: ChildPath): boolean =>
    changes.some((one) => (one.action === "remove" || one.action === "replace") && isWithin(one.path, path));
  return failedSupervisors
    .filter((path) => changes.some((one) => isWithin(path, one.path)) && !isGone(path))
    .map((path) => step("start", path, [`${path === root ? "the tree" : "it"} has failed and is started`]));
};

const nameChange = (from: string, to: string): FieldChange => ({
  field: "name",
  from,
  to,
  class: "in_place",
});

const poolChanges = (current: TreeSpec, wanted: TreeSpec): ReadonlyArray<FieldChange> => {
  const [before, after] = [current, wanted].map(({ pools = {} }) => new Map(Object.entries(pools)));
  const size = (slots: number | undefined): string => (slots === undefined ? "none" : `${slots}`);
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])]
    .map((pool) => ({ field: `pools.${pool}`, from: size(before?.get(pool)), to: size(after?.get(pool)) }))
    .filter(({ from, to }) => from !== to)
    .map((change) => ({ ...change, class: "in_place" }));
};

const step = (
  action: PlanStep["action"],
  path: ChildPath,
  remarks: ReadonlyArray<string>,
  { fields = [], ...rest }: Partial<PlanStep> = {},
): PlanStep => {
  const reason = [...(fields.length > 0 ? [describeChanges(fields)] : []), ...remarks].join("; ");
  return { action, path, class: null, reason, remarks, fields, instances: [], ...rest };
};

/** An `update` step, which touches no process. */
const updates = (
  path: ChildPath,
  fields: ReadonlyArray<FieldChange>,
  remarks: ReadonlyArray<string> = [],
): ReadonlyArray<PlanStep> => {
  if (fields.length === 0) return [];
  const waits = fields.some((change) => change.class === "on_next_start");
  return [step("update", path, remarks, { class: waits ? "on_next_start" : "in_place", fields })];
};

/** The steps for the children of a supervisor. */
const childSteps = (
  path: ChildPath,
  current: SupervisorSpec,
  wanted: SupervisorSpec,
  now: TreeState,
): ReadonlyArray<PlanStep> => {
  if (current.template && wanted.template)
    return instancesOf(path, current, wanted.template, wanted.children.length, now);
  const before = new Map(current.children.map((child) => [child.id, child]));
  const after = new Map(wanted.children.map((child) => [child.id, child]));
  const gone = current.children.filter(({ id }) => !after.has(id));
  const fresh = wanted.children.filter(({ id }) => !before.has(id));
  const kept = wanted.children.flatMap((child) => {
    const was = before.get(child.id);
    return was ? changedChild(join(path, child.id), was, child, now) : [];
  });
  return [
    ...gone.map(({ id }) => step("remove", join(path, id), ["no longer declared"])),
    ...fresh.map((child) => step("add", join(path, child.id), [newReason(child)])),
    ...withSiblingRestarts(path, wanted, before, kept, now),
    ...reordered(path, current, wanted),
  ];
};

const newReason = ({ autostart }: ChildSpec): string =>
  autostart ? "new" : "new; not started (autostart: false)";

const nounFor = (child: ChildSpec): string => kindOf(child).noun(child);

/** The steps for a child that existed before, and for its descendants. */
const changedChild = (
  path: ChildPath,
  current: ChildSpec,
  wanted: ChildSpec,
  now: TreeState,
): ReadonlyArray<PlanStep> => {
  if (nounFor(current) !== nounFor(wanted)) {
    const remark = `it was ${nounFor(current)} and is ${nounFor(wanted)} now`;
    return [step("replace", path, [remark], { class: "restart" })];
  }
  const fields = fieldChanges(current, wanted);
  return hasChildren(current) && hasChildren(wanted)
    ? [...updates(path, fields), ...childSteps(path, current, wanted, now)]
    : changedLeaf(path, fields, now);
};

/** The steps for a child without children: a change that its process can't take over restarts it. */
const changedLeaf = (
  path: ChildPath,
  fields: ReadonlyArray<FieldChange>,
  now: TreeState,
): ReadonlyArray<PlanStep> => {
  const remarks = now.hasFailed(path) ? ["it has failed and is started with the change"] : [];
  if (!fields.some((change) => change.class === "restart")) return updates(path, fields, remarks);
  return now.isAtRest(path)
    ? [step("update", path, ["it is not running"], { class: "on_next_start", fields })]
    : [step("restart", path, remarks, { class: "restart", fields })];
};

/** The steps for a replicated child: one for the number of instances, then one for each instance that is kept. */
const instancesOf = (
  path: ChildPath,
  current: SupervisorSpec,
  template: ServiceSpec,
  replicas: number,
  now: TreeState,
): ReadonlyArray<PlanStep> => {
  const ids = current.children.map(({ id }) => id);
  const { added, removed } = scaleInstances(ids, replicas);
  const staying = current.children.filter(({ id }) => !removed.includes(id));
  const instances = [...added, ...removed].map((id) => join(path, id));
  const count: FieldChange = {
    field: "replicas",
    from: `${ids.length}`,
    to: `${replicas}`,
    class: "in_place",
  };
  // A change of the template is reported once: by the instances, or by the group if it has none.
  const group =
    staying.length > 0 || current.template === null ? [] : fieldChanges(current.template, template);
  return [
    ...updates(path, group),
    ...(instances.length === 0
      ? []
      : [step("scale", path, [], { class: "in_place", fields: [count], instances })]),
    ...staying.flatMap((child) =>
      changedLeaf(join(path, child.id), fieldChanges(child, { ...template, id: child.id }), now),
    ),
  ];
};

const isExempt = (path: ChildPath, { isAtRest, restartsWithSiblings }: TreeState): boolean =>
  isAtRest(path) || !restartsWithSiblings(path);

/** The steps of the children, with the restarts that the strategy adds. */
const withSiblingRestarts = (
  path: ChildPath,
  wanted: SupervisorSpec,
  before: ReadonlyMap<string, ChildSpec>,
  steps: ReadonlyArray<PlanStep>,
  now: TreeState,
): ReadonlyArray<PlanStep> => {
  if (restartsAlone(wanted.strategy)) return steps;
  const order = wanted.children.map(({ id }) => id);
  const restarted = new Set(
    steps.filter(({ action }) => action === "restart" || action === "replace").map((one) => one.path),
  );
  const origins = order.filter((id) => restarted.has(join(path, id)));
  const reasons = new Map<ChildPath, string>();
  for (const origin of origins)
    for (const id of restartGroup(wanted.strategy, order, origin)) {
      const child = join(path, id);
      if (before.has(id) && !restarted.has(child) && !reasons.has(child) && !isExempt(child, now))
        reasons.set(child, `${origin} is restarted (${wanted.strategy})`);
    }
  const own = new Map(steps.map((one) => [one.path, one]));
  const companions = [...reasons].map(([child, because]) => {
    const fields = own.get(child)?.fields ?? [];
    const reason = [because, ...(fields.length > 0 ? [describeChanges(fields)] : [])].join("; ");
    return step("restart", child, [because], { class: "restart_by_strategy", fields, reason });
  });
  return [...steps.filter(({ path: at, action }) => action !== "update" || !reasons.has(at)), ...companions];
};

/** A step if the children that are kept have another order. */
const reordered = (
  path: ChildPath,
  current: SupervisorSpec,
  wanted: SupervisorSpec,
): ReadonlyArray<PlanStep> => {
  const idsOf = (one: SupervisorSpec, other: SupervisorSpec) =>
    one.children.map(({ id }) => id).filter((id) => other.children.some((child) => child.id === id));
  const [from, to] = [idsOf(current, wanted).join(", "), idsOf(wanted, current).join(", ")];
  if (from === to) return [];
  const fields: ReadonlyArray<FieldChange> = [{ field: "order", from, to, class: "in_place" }];
  return [step("move", path, [], { class: "in_place", fields })];
};

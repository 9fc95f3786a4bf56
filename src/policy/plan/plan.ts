import { type ChildPath, join, root } from "../../domain/ChildPath.ts";
import type { ChildSpec, ServiceSpec, SupervisorSpec, TreeSpec } from "../../domain/ChildSpec.ts";
import type { FieldChange, Plan, PlanStep } from "../../domain/Plan.ts";
import { restartGroup, restartsAlone } from "../strategy.ts";
import { fieldChanges, reasonOf } from "./changes.ts";
import { inOrder } from "./order.ts";
import { scaling } from "./replicas.ts";
import { untouchedBy } from "./untouched.ts";

/** What a plan has to know of the running tree besides its specification. */
interface Circumstances {
  /** Whether nothing of a child runs or is being tried, so that a change of it waits for its next start. */
  readonly isAtRest: (path: ChildPath) => boolean;
  /** Whether a child is restarted with a sibling where the strategy asks for that. */
  readonly goesAlong: (path: ChildPath) => boolean;
}

const allUp: Circumstances = { isAtRest: () => false, goesAlong: () => true };

/** The way from one tree to another: only what differs is touched, each with its reason. */
export const plan = (current: TreeSpec, wanted: TreeSpec, now: Circumstances = allUp): Plan => {
  const renamed = current.name === wanted.name ? [] : [nameChange(current.name, wanted.name)];
  const own = [...renamed, ...fieldChanges(current.root, wanted.root)];
  const steps = inOrder([...updates(root, own), ...below(root, current.root, wanted.root, now)]);
  return { steps, untouched: untouchedBy(steps, current.root) };
};

const nameChange = (from: string, to: string): FieldChange => ({
  field: "name",
  from,
  to,
  class: "in_place",
});

const step = (
  action: PlanStep["action"],
  path: ChildPath,
  reason: string,
  rest: Partial<PlanStep> = {},
): PlanStep => ({ action, path, class: null, reason, fields: [], instances: [], ...rest });

/** A step for changes that touch no process. */
const updates = (path: ChildPath, fields: ReadonlyArray<FieldChange>): ReadonlyArray<PlanStep> => {
  if (fields.length === 0) return [];
  const waits = fields.some((change) => change.class === "on_next_start");
  return [step("update", path, reasonOf(fields), { class: waits ? "on_next_start" : "in_place", fields })];
};

/** What is to be done to the children of a supervisor. */
const below = (
  path: ChildPath,
  current: SupervisorSpec,
  wanted: SupervisorSpec,
  now: Circumstances,
): ReadonlyArray<PlanStep> => {
  if (current.template && wanted.template)
    return instancesOf(path, current, wanted.template, wanted.children.length, now);
  const before = new Map(current.children.map((child) => [child.id, child]));
  const after = new Map(wanted.children.map((child) => [child.id, child]));
  const gone = current.children.filter(({ id }) => !after.has(id));
  const fresh = wanted.children.filter(({ id }) => !before.has(id));
  const kept = wanted.children.flatMap((child) => {
    const was = before.get(child.id);
    return was ? changed(join(path, child.id), was, child, now) : [];
  });
  return [
    ...gone.map(({ id }) => step("remove", join(path, id), "it is not declared any more")),
    ...fresh.map((child) => step("add", join(path, child.id), newReason(child))),
    ...withCompanions(path, wanted, before, kept, now),
    ...moved(path, current, wanted),
  ];
};

const newReason = (child: ChildSpec): string =>
  child.kind === "service" && !child.autostart ? "it is new; to be started by hand" : "it is new";

const kindOf = (child: ChildSpec): string =>
  child.kind === "service" ? "a service" : child.template ? "replicated" : "a supervisor";

/** What is to be done to a child that was there before, and to what is under it. */
const changed = (
  path: ChildPath,
  current: ChildSpec,
  wanted: ChildSpec,
  now: Circumstances,
): ReadonlyArray<PlanStep> => {
  if (kindOf(current) !== kindOf(wanted)) {
    const reason = `it was ${kindOf(current)} and is ${kindOf(wanted)} now`;
    return [step("replace", path, reason, { class: "restart" })];
  }
  if (current.kind === "supervisor" && wanted.kind === "supervisor")
    return [...updates(path, fieldChanges(current, wanted)), ...below(path, current, wanted, now)];
  return changedService(path, fieldChanges(current, wanted), now);
};

const changedService = (
  path: ChildPath,
  fields: ReadonlyArray<FieldChange>,
  now: Circumstances,
): ReadonlyArray<PlanStep> => {
  if (!fields.some((change) => change.class === "restart")) return updates(path, fields);
  const reason = reasonOf(fields);
  return now.isAtRest(path)
    ? [step("update", path, `${reason}; it does not run now`, { class: "on_next_start", fields })]
    : [step("restart", path, reason, { class: "restart", fields })];
};

/** The instances that stay take the template's changes one after the other; the number is a step of its own. */
const instancesOf = (
  path: ChildPath,
  current: SupervisorSpec,
  template: ServiceSpec,
  replicas: number,
  now: Circumstances,
): ReadonlyArray<PlanStep> => {
  const ids = current.children.map(({ id }) => id);
  const { coming, going } = scaling(ids, replicas);
  const staying = current.children.filter(({ id }) => !going.includes(id));
  const instances = [...coming, ...going].map((id) => join(path, id));
  const count: FieldChange = {
    field: "replicas",
    from: `${ids.length}`,
    to: `${replicas}`,
    class: "in_place",
  };
  // Nothing of this child is told twice: its instances say what changed, or the group where there are none.
  const group =
    staying.length > 0 || current.template === null ? [] : fieldChanges(current.template, template);
  return [
    ...updates(path, group),
    ...(instances.length === 0
      ? []
      : [step("scale", path, reasonOf([count]), { class: "in_place", fields: [count], instances })]),
    ...staying.flatMap((child) =>
      changedService(join(path, child.id), fieldChanges(child, { ...template, id: child.id }), now),
    ),
  ];
};

const staysAsItIs = (path: ChildPath, { isAtRest, goesAlong }: Circumstances): boolean =>
  isAtRest(path) || !goesAlong(path);

/** The steps of the children, with the restarts that the strategy adds to theirs. */
const withCompanions = (
  path: ChildPath,
  wanted: SupervisorSpec,
  before: ReadonlyMap<string, ChildSpec>,
  steps: ReadonlyArray<PlanStep>,
  now: Circumstances,
): ReadonlyArray<PlanStep> => {
  if (restartsAlone(wanted.strategy)) return steps;
  const order = wanted.children.map(({ id }) => id);
  const restarted = new Set(
    steps.filter(({ action }) => action === "restart" || action === "replace").map((one) => one.path),
  );
  const origins = order.filter((id) => restarted.has(join(path, id)));
  const because = new Map<ChildPath, string>();
  for (const origin of origins)
    for (const id of restartGroup(wanted.strategy, order, origin)) {
      const child = join(path, id);
      if (before.has(id) && !restarted.has(child) && !because.has(child) && !staysAsItIs(child, now))
        because.set(child, `${origin} is restarted (${wanted.strategy})`);
    }
  const own = new Map(steps.map((one) => [one.path, one]));
  const companions = [...because].map(([child, reason]) => {
    const fields = own.get(child)?.fields ?? [];
    const reasons = [reason, ...(fields.length > 0 ? [reasonOf(fields)] : [])];
    return step("restart", child, reasons.join("; "), { class: "restart_by_strategy", fields });
  });
  return [...steps.filter(({ path: at, action }) => action !== "update" || !because.has(at)), ...companions];
};

/** Children that stay but stand in another order. */
const moved = (path: ChildPath, current: SupervisorSpec, wanted: SupervisorSpec): ReadonlyArray<PlanStep> => {
  const idsOf = (one: SupervisorSpec, other: SupervisorSpec) =>
    one.children.map(({ id }) => id).filter((id) => other.children.some((child) => child.id === id));
  const [from, to] = [idsOf(current, wanted).join(", "), idsOf(wanted, current).join(", ")];
  if (from === to) return [];
  const fields: ReadonlyArray<FieldChange> = [{ field: "order", from, to, class: "in_place" }];
  return [step("move", path, reasonOf(fields), { class: "in_place", fields })];
};

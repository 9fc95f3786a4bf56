import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { PlanStep } from "../../src/domain/view/Plan.ts";
import { isShrinking } from "../../src/policy/plan/order.ts";
import { isUp } from "../node/node.ts";
import { hasChildren } from "../node/traits.ts";
import { nodeAt } from "../tree/tree.ts";
import { addChildUnder, removeChild } from "./addAndRemove.ts";
import { proved } from "./proof.ts";
import { optionsFor, type Work } from "./work.ts";

/** Instances are added concurrently, and removed one after the other. */
export const scale = (work: Work, step: PlanStep): Effect.Effect<void, NotPossible> => {
  const { tree, declared } = work;
  if (isShrinking(step))
    return Effect.forEach(step.instances, (path) => removeChild(work, path, step.reason), { discard: true });
  const group = nodeAt(tree, step.path);
  const template = declared.supervisorAt(step.path)?.template;
  if (!group || !hasChildren(group) || !template) return Effect.void;
  const add = (path: ChildPath) => {
    const spec = { ...template, id: path.slice(group.path.length) };
    const added = addChildUnder(work, group, spec, optionsFor(work, "added by apply"));
    return isUp(group) ? proved(work, path, added) : added;
  };
  return Effect.forEach(step.instances, add, { discard: true, concurrency: "unbounded" });
};

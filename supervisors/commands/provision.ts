import { Effect } from "effect";
import { checkOf } from "../../src/config/read/job/checkOf.ts";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import { type ChildPath, join, legalName } from "../../src/domain/tree/ChildPath.ts";
import { displayName } from "../../src/policy/allowed.ts";
import { whyFull } from "../../src/policy/plan/provisioned.ts";
import { childOf, type TreeNode } from "../node/node.ts";
import { hasChildren, takesReports } from "../node/traits.ts";
import { refuse } from "../tree/refusal.ts";
import type { Tree } from "../tree/tree.ts";
import { addByHand } from "./children.ts";

/** How a node takes reports at a ping address: of its own job, or of the jobs of its checks, by their names. */
export type PingTarget = "own" | "by name";

/** How a node takes reports; fails for one that takes none. */
export const pingTarget = (node: TreeNode): Effect.Effect<PingTarget, NotPossible> => {
  if (takesReports(node)) return Effect.succeed("own");
  if (hasChildren(node) && node.spec.provision !== undefined) return Effect.succeed("by name");
  return refuse(
    node,
    "not_a_check",
    hasChildren(node)
      ? `${displayName(node)} creates no checks: it does not declare \`provision\``
      : `${node.path} is not a check`,
  );
};

/** A check that was asked for, and whether it is new. */
export interface Provisioned {
  readonly path: ChildPath;
  readonly isNew: boolean;
}

/** The length of the name of a check that is created, in characters. */
const longestName = 100;

/** Create a check under a supervisor that declares `provision`, unless it has one of this name. */
export const provision = (
  tree: Tree,
  node: TreeNode,
  name: string,
  by: PrincipalText,
): Effect.Effect<Provisioned, NotPossible> =>
  Effect.gen(function* () {
    yield* pingTarget(node);
    const declared = hasChildren(node) ? node.spec.provision : undefined;
    if (!hasChildren(node) || declared === undefined)
      return yield* refuse(node, "not_a_check", `${node.path} is a check, which creates none`);
    const known = childOf(node, name);
    if (known && takesReports(known)) return { path: known.path, isNew: false };
    const denied =
      legalName.test(name) && name.length <= longestName ? whyFull(declared, specsIn(node)) : illegal;
    if (denied !== null)
      return yield* refuse(
        node,
        "invalid_spec",
        `no check can be created under ${displayName(node)}: ${denied}`,
      );
    const spec = { ...checkOf(name, declared.check), provisioned: true } as const;
    yield* addByHand(tree, node, () => spec, { by, wait: true, because: "created by a report" });
    return { path: join(node.path, name), isNew: true };
  });

const illegal = `a name has letters, digits, ".", "_" and "-", begins with a letter or digit, and has at most ${longestName} characters`;

const specsIn = ({ children }: { readonly children: ReadonlyArray<TreeNode> }) =>
  children.map(({ spec }) => spec);

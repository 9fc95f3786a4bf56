import type { ChildSpec, SupervisorSpec } from "../domain/tree/ChildSpec.ts";
import { hasChildren } from "../domain/tree/childTraits.ts";

/** Two settings of a specification that exclude each other: where, and why. */
interface Contradiction {
  /** Ids from below the root down to the child. */
  readonly at: ReadonlyArray<string>;
  readonly message: string;
}

/**
 * The contradictions between a child and its supervisor. Source: OTP `supervisor`, check_childspec/2: only a transient
 * or temporary child can be significant, and only if auto_shutdown is not never.
 */
export const childContradictions = (
  child: ChildSpec,
  supervisor: Pick<SupervisorSpec, "autoShutdown">,
): ReadonlyArray<string> => {
  if (!child.significant) return [];
  return [
    ...(child.restart === "permanent"
      ? ["a permanent child can't be significant: it is always restarted, so it never ends for good"]
      : []),
    ...(supervisor.autoShutdown === "never"
      ? ["significant has no effect: auto_shutdown of its supervisor is never"]
      : []),
  ];
};

/** All contradictions in a tree, in document order. */
export const contradictions = (
  supervisor: SupervisorSpec,
  at: ReadonlyArray<string> = [],
): ReadonlyArray<Contradiction> =>
  supervisor.children.flatMap((child, index) => {
    const here = [...at, child.id];
    const isDuplicate = supervisor.children.findIndex(({ id }) => id === child.id) < index;
    return [
      ...(isDuplicate ? [{ at: here, message: `two children are called ${child.id}` }] : []),
      ...childContradictions(child, supervisor).map((message) => ({ at: here, message })),
      ...(hasChildren(child) ? contradictions(child, here) : []),
    ];
  });

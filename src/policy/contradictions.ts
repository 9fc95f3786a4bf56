import type { ChildSpec, SupervisorSpec } from "../domain/ChildSpec.ts";

/** Something in a specification that can't be meant: where, and what. */
interface Contradiction {
  /** Ids from below the root down to the child. */
  readonly at: ReadonlyArray<string>;
  readonly message: string;
}

/**
 * What is wrong with a child under a supervisor. Source: OTP `supervisor`, check_childspec/2: significant
 * goes with transient or temporary only, and only where auto_shutdown is not never.
 */
export const childContradictions = (
  child: ChildSpec,
  supervisor: Pick<SupervisorSpec, "autoShutdown">,
): ReadonlyArray<string> => {
  if (!child.significant) return [];
  return [
    ...(child.restart === "permanent"
      ? ["a permanent child can't be significant: it is always restarted, so its end never counts"]
      : []),
    ...(supervisor.autoShutdown === "never"
      ? ["significant has no meaning here: auto_shutdown of its supervisor is never"]
      : []),
  ];
};

/** Everything in the tree that can't be meant, in document order. */
export const contradictions = (
  supervisor: SupervisorSpec,
  at: ReadonlyArray<string> = [],
): ReadonlyArray<Contradiction> =>
  supervisor.children.flatMap((child, index) => {
    const here = [...at, child.id];
    const twice = supervisor.children.findIndex(({ id }) => id === child.id) < index;
    return [
      ...(twice ? [{ at: here, message: `two children are called ${child.id}` }] : []),
      ...childContradictions(child, supervisor).map((message) => ({ at: here, message })),
      ...(child.kind === "supervisor" ? contradictions(child, here) : []),
    ];
  });

import type { Applied } from "../../domain/view/Plan.ts";

/** Why an apply failed, and whether it was rolled back, as text without a full stop. */
export const describeFailure = ({ error, restore_error }: Pick<Applied, "error" | "restore_error">): string =>
  `${error}; ${
    restore_error === null ? "all changes were rolled back" : `the rollback failed too: ${restore_error}`
  }`;

/** The same, after `not applied: `. */
export const whyNotApplied = (applied: Applied): string => `not applied: ${describeFailure(applied)}`;

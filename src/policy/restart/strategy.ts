import type { Strategy } from "../../domain/tree/ChildSpec.ts";

/**
 * The children that are restarted together with `failed`, including itself, in start order. They are stopped in reverse
 * order and started in this order. Source: OTP `supervisor`, restart/3.
 */
export const restartGroup = (
  strategy: Strategy,
  startOrder: ReadonlyArray<string>,
  failed: string,
): ReadonlyArray<string> => {
  switch (strategy) {
    case "one_for_one":
    case "simple_one_for_one":
      return [failed];
    case "rest_for_one":
      return startOrder.slice(startOrder.indexOf(failed));
    case "one_for_all":
      return startOrder;
  }
};

/** Whether only the failed child is restarted, so that it need not wait for its siblings. */
export const restartsAlone = (strategy: Strategy): boolean =>
  strategy === "one_for_one" || strategy === "simple_one_for_one";

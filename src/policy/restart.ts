import type { Restart } from "../domain/ChildSpec.ts";
import type { EndKind } from "../domain/Exit.ts";

/**
 * Whether a child that ended by itself is to be restarted.
 * Source: OTP `supervisor`, do_restart/3: permanent always, transient unless it ended normally or by
 * shutdown, temporary never.
 */
export const wantsRestart = (restart: Restart, end: EndKind): boolean => {
  switch (restart) {
    case "permanent":
      return true;
    case "transient":
      return end === "crash";
    case "temporary":
      return false;
  }
};

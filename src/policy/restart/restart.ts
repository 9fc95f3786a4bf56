import type { Restart } from "../../domain/tree/ChildSpec.ts";
import type { EndKind } from "../../domain/tree/Exit.ts";

/**
 * Whether a child that exited by itself is restarted: permanent always, transient after a crash, temporary never.
 * Source: OTP `supervisor`, do_restart/3.
 */
export const shouldRestart = (restart: Restart, end: EndKind): boolean => {
  switch (restart) {
    case "permanent":
      return true;
    case "transient":
      return end === "crash";
    case "temporary":
      return false;
  }
};

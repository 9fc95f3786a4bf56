import type { AutoShutdown } from "../../domain/tree/ChildSpec.ts";

/**
 * Whether a supervisor shuts down because one of its significant children exited by itself and is not restarted.
 * `othersAlive`: whether any other significant child is alive or being restarted.
 * Source: OTP `supervisor`, do_auto_shutdown/2.
 */
export const shouldAutoShutdown = (
  autoShutdown: AutoShutdown,
  ended: { readonly significant: boolean },
  othersAlive: boolean,
): boolean => {
  if (!ended.significant) return false;
  switch (autoShutdown) {
    case "never":
      return false;
    case "any_significant":
      return true;
    case "all_significant":
      return !othersAlive;
  }
};

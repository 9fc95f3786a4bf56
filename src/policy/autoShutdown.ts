import type { AutoShutdown } from "../domain/ChildSpec.ts";

/**
 * Whether a supervisor ends because one of its significant children has ended by itself, not to be
 * restarted. `othersAlive`: whether any other significant child is alive or being restarted.
 * Source: OTP `supervisor`, do_auto_shutdown/2.
 */
export const shutsDown = (
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

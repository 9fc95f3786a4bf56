import type { Draft } from "./draft.ts";

/**
 * Resolve conflicts between the settings of independent keys: a one-shot is ready when it has exited and can't be
 * permanent; `shutdown` replaces `stop.timeout`.
 */
export const makeConsistent = ({ settings, children }: Draft): void => {
  for (const child of children) makeConsistent(child);
  if (settings.get("shutdown") !== undefined) settings.delete("stop.timeout");
  if (settings.get("oneshot") !== true) return;
  for (const key of ["ready.min_uptime", "ready.log"]) settings.delete(key);
  if (settings.get("restart") === "permanent") settings.set("restart", "transient");
};

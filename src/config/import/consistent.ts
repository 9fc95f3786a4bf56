import type { Draft } from "./draft.ts";

/**
 * Take back what the source's keys, each for itself, set against each other: a one-shot is ready when it has
 * ended, and can't be permanent; a child without an own stop time-out can't have both ways to say it.
 */
export const makeConsistent = ({ settings, children }: Draft): void => {
  for (const child of children) makeConsistent(child);
  if (settings.get("shutdown") !== undefined) settings.delete("stop.timeout");
  if (settings.get("oneshot") !== true) return;
  for (const key of ["ready.min_uptime", "ready.log"]) settings.delete(key);
  if (settings.get("restart") === "permanent") settings.set("restart", "transient");
};

/** A start from rest: at once, or once it is no longer held. */
export const start = [
  { guard: "isHeldBack", target: "starting.held", actions: ["noteStart", "noteHold"] },
  { guard: "preparesFirst", target: "starting.before_start" },
  { target: "starting", description: "" },
] as const;

/**
 * A stop of a live process: at once, or once it is no longer held. A process that is still being spawned is stopped at
 * once.
 */
export const stop = [
  { guard: "isHeldBack", target: "#service.stopping.held", actions: ["noteStop", "noteHold"] },
  { target: "#service.stopping", actions: "noteStop", description: "" },
] as const;

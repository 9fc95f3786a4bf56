import { act } from "./act.ts";

export const reload = act({
  verb: "reload",
  title: "Reload services",
  description:
    "Has services take over their changed files without a stop, by the signal or command that they declare; instances of a replicated service one after another, by a restart if they declare neither. One that declares nothing refuses it: use `restart` instead.",
  // Instances may be restarted.
  effect: "interrupts",
});

import { act } from "./act.ts";

export const start = act({
  verb: "start",
  title: "Start services",
  description:
    "Starts services or groups that are stopped, failed or wait for their next restart, and waits until they are up. What runs already is left alone.",
  effect: "changes",
});

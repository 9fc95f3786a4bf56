import { act } from "./act.ts";

export const restart = act({
  verb: "restart",
  title: "Restart services",
  description:
    "Stops services or groups, starts them again and waits until they are up. Interrupts them: find out with `explain` and `logs` why something fails before you restart it.",
  effect: "interrupts",
});

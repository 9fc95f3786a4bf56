import { act } from "./act.ts";

export const stop = act({
  verb: "stop",
  title: "Stop services",
  description:
    "Stops services or groups, and waits until their processes have ended. They stay stopped until somebody starts them again, also over a restart of the machine. Ends what these processes are doing: ask the person first unless they have asked for it.",
  effect: "interrupts",
});

/** Common signals, and their usual effects. */
export const signals = [
  ["SIGHUP", "reads its configuration again"],
  ["SIGUSR1", "as the program likes"],
  ["SIGUSR2", "as the program likes"],
  ["SIGINT", "interrupts it"],
  ["SIGTERM", "asks it to end"],
  ["SIGQUIT", "ends it with a core dump"],
  ["SIGKILL", "kills it at once"],
  ["SIGSTOP", "pauses it"],
  ["SIGCONT", "goes on after SIGSTOP"],
] as const;

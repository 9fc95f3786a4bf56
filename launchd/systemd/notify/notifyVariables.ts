/** How a daemon reaches the systemd that started it. */
interface NotifyVariables {
  /** The path of systemd's socket, or an abstract name that begins with `@`. */
  readonly address: string;
  /** Without a report for so long, systemd kills the daemon, in ms; null: it has no watchdog. */
  readonly watchdog: number | null;
}

/** Variables of systemd that speak of the daemon itself and would be wrong for a child (systemd.exec(5)). */
const own = [
  ...[
    "NOTIFY_SOCKET",
    "WATCHDOG_USEC",
    "WATCHDOG_PID",
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "SYSTEMD_EXEC_PID",
  ],
  ...["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "MEMORY_PRESSURE_WATCH", "MEMORY_PRESSURE_WRITE"],
];

const watchdogOf = ({ WATCHDOG_USEC, WATCHDOG_PID }: NodeJS.ProcessEnv): number | null => {
  const isOurs = WATCHDOG_PID === undefined || WATCHDOG_PID === String(process.pid);
  return isOurs && WATCHDOG_USEC !== undefined && /^[1-9]\d*$/.test(WATCHDOG_USEC)
    ? Number(WATCHDOG_USEC) / 1000
    : null;
};

/** Removes systemd's variables from the environment that children inherit; null: systemd did not start this process. */
export const takeNotifyVariables = (variables: NodeJS.ProcessEnv): NotifyVariables | null => {
  const { NOTIFY_SOCKET: address } = variables;
  const watchdog = watchdogOf(variables);
  for (const name of own) delete variables[name];
  return address !== undefined && /^[/@]./.test(address) ? { address, watchdog } : null;
};

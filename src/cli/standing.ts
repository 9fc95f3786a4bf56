import { existsSync, readFileSync } from "node:fs";

/** How the process of a home's daemon is, as far as the system tells. */
export interface Standing {
  /** Who it is, for a sentence. */
  readonly daemon: string;
  /** What keeps it from answering; null where that can't be seen. */
  readonly hindrance: string | null;
  /** What a person can do about it. */
  readonly remedy: string;
}

/** The states of a process in which it can't answer (proc_pid_stat(5), Linux 2.6.33 or later). */
const hindrances: Readonly<Record<string, string>> = {
  T: "it is stopped",
  t: "a debugger has stopped it",
  D: "it waits for a disk",
};

/** The number of the process that has a home, as it has written itself. */
export const pidOf = (home: string): number | null => {
  try {
    const { pid }: { pid?: unknown } = JSON.parse(readFileSync(`${home}/daemon.json`, "utf8"));
    return typeof pid === "number" ? pid : null;
  } catch {
    // It is being written, or the home was deleted.
    return null;
  }
};

/** Whether a home's last daemon was killed: one that ends in order removes what it wrote about itself. */
export const isLeftBehind = (home: string): boolean => existsSync(`${home}/daemon.json`);

/** The letter of a process's state; null where the system has no /proc, or no such process any more. */
const stateOf = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat[stat.lastIndexOf(")") + 2] ?? null;
  } catch {
    return null;
  }
};

const remedyFor = (pid: number, state: string | null): string => {
  if (state === "T") return `\`kill -CONT ${pid}\` continues it`;
  if (state === "t") return "it goes on when the debugger lets it";
  return `what it has started runs on; if it stays silent, \`kill -KILL ${pid}\` ends it, and the next \`sentinel up\` takes that up`;
};

/** Look at the process of a home's daemon, without asking it. */
export const standingOf = (home: string): Standing => {
  const pid = pidOf(home);
  if (pid === null)
    return { daemon: `the daemon in ${home}`, hindrance: null, remedy: "look for its process with `ps`" };
  const state = stateOf(pid);
  return {
    daemon: `the daemon (pid ${pid})`,
    hindrance: (state !== null && hindrances[state]) || null,
    remedy: remedyFor(pid, state),
  };
};

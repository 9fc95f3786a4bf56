import { closeSync, readdirSync, readFileSync } from "node:fs";

/** The flag of a close-on-exec descriptor (fcntl(2), O_CLOEXEC of Linux), octal as /proc shows it. */
const closedOnExec = 0o2000000;

/** Whether programs that this process starts inherit the descriptor. */
const isInheritable = (descriptor: number): boolean => {
  try {
    const flags = /^flags:\s+([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "latin1"))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & closedOnExec) === 0;
  } catch {
    return false;
  }
};

const openDescriptors = (): ReadonlyArray<number> => {
  try {
    return readdirSync("/proc/self/fd").map(Number);
  } catch {
    // No /proc here.
    return [];
  }
};

/**
 * Close descriptors that this process inherited, besides its three standard streams, and that its children would
 * inherit: a lock or a listening socket of the program that started Sentinel must not live as long as they do. Node
 * marks its own descriptors, and the lowest of the inherited ones, as close-on-exec.
 */
export const closeInheritedDescriptors = (): void => {
  for (const descriptor of openDescriptors()) {
    if (descriptor > 2 && isInheritable(descriptor)) closeSync(descriptor);
  }
};

import { readSmall } from "../process/table/procfs.ts";

interface DiskBytes {
  readonly read: number;
  readonly written: number;
}

const counters = /^read_bytes: (\d+)\nwrite_bytes: (\d+)$/m;

/**
 * What a process has read from disks and written to them, with its ended children that it has waited for (proc(5)); null if
 * the system does not say, as of the processes of other users.
 */
export const diskBytesOf = (pid: number): DiskBytes | null => {
  const [, read, written] = counters.exec(readSmall(pid, "io") ?? "") ?? [];
  return written === undefined ? null : { read: Number(read), written: Number(written) };
};

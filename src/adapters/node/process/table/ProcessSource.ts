import type { ProcessIdentity } from "../shim/shimStatus.ts";
import type { ProcessEntry } from "./processEntry.ts";

/** Where a system tells about its processes. */
export interface ProcessSource {
  /** The identity of a live process; null if it is gone. Throws if the system does not say. */
  readonly identityOf: (pid: number) => ProcessIdentity | null;
  /** All current processes; those to skip may be left out or be null. Rejects if the system does not say. */
  readonly entries: (
    skip: (pid: number) => boolean,
  ) => Iterable<ProcessEntry | null> | Promise<Iterable<ProcessEntry>>;
  /** The program that a process runs, with its first argument unless that is an option; null if it is gone. */
  readonly commandOf: (pid: number) => string | null;
  /** A variable of a process's initial environment. Null: not set or not shown; undefined: not known yet. */
  readonly variableOf: (pid: number, name: string) => string | null | undefined;
  /** Identifies this boot of the machine. Throws if the system does not say. */
  readonly bootId: () => string;
}

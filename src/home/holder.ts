import { readFileSync } from "node:fs";
import { join } from "node:path";
import { homeFiles } from "./files.ts";
import { isGone, readProcessState } from "./processState.ts";
import { replaceFile } from "./replaceFile.ts";

/** The daemon that holds a home, as it recorded itself in `daemon.json`. */
export interface Holder {
  readonly pid: number;
  /**
   * Its start time as the system writes it, which distinguishes it from a later process with the same pid; null:
   * unknown.
   */
  readonly start: string | null;
  /**
   * When it began to listen on the home's socket, ISO 8601; null: it doesn't listen, or an older version didn't
   * record it.
   */
  readonly listensSince: string | null;
  /** The address of its API over TCP; null: it has none. It is kept when the daemon hands over or is killed. */
  readonly url: string | null;
}

/** The last recorded holder of a home; null: there is none, or it has not recorded itself yet. */
export const readHolder = (home: string): Holder | null => {
  try {
    const { pid, start, listens_since, url }: Readonly<Record<string, unknown>> = JSON.parse(
      readFileSync(join(home, homeFiles.holder), "utf8"),
    );
    if (typeof pid !== "number") return null;
    return {
      pid,
      start: typeof start === "string" ? start : null,
      listensSince: typeof listens_since === "string" ? listens_since : null,
      url: typeof url === "string" ? url : null,
    };
  } catch {
    return null;
  }
};

/** Record this process as the holder of a home. Throws the file system's error. */
export const writeHolder = (
  home: string,
  { listensSince, url }: Pick<Holder, "listensSince" | "url">,
): void => {
  const start = readProcessState(process.pid)?.start;
  const own = {
    pid: process.pid,
    ...(start === undefined ? {} : { start }),
    ...(listensSince === null ? {} : { listens_since: listensSince }),
    socket: join(home, homeFiles.socket),
    ...(url === null ? {} : { url }),
  };
  replaceFile(join(home, homeFiles.holder), JSON.stringify(own));
};

/** Whether a holder's process has ended. */
export const hasEnded = ({ pid, start }: Pick<Holder, "pid" | "start">): boolean => isGone(pid, start);

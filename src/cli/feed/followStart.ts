import { setTimeout as sleep } from "node:timers/promises";
import { askAcrossDaemons } from "../../client/askAcrossDaemons.ts";
import { CliError, exitCode } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import type { LogLine } from "../../domain/LogLine.ts";
import type { Run } from "../../domain/Run.ts";
import type { JobStart } from "../../domain/view/JobStart.ts";
import { begunRun, followRun, interval } from "./followRun.ts";

/** What happens to a start while it is followed. */
interface Heard {
  /** What it waits for, each time that this has changed. */
  readonly waits: (start: JobStart) => void;
  readonly started: (run: Run) => void;
  readonly line: (line: LogLine) => void;
  /** The end of an attempt. */
  readonly ended: (run: Run) => void;
}

/** Follow a start of a job by hand until no attempt follows. Returns the run of the last one; throws if there was none. */
export const followStart = async (
  daemon: DaemonRef,
  { job, start }: Pick<JobStart, "job" | "start">,
  hear: Heard,
): Promise<Run> => {
  let told: string | null = null;
  const tell = (now: JobStart): void => {
    if (now.reason !== told) hear.waits(now);
    told = now.reason;
  };
  const look = async (): Promise<JobStart> => {
    const params = { path: job, start: String(start) };
    const now = await askAcrossDaemons(daemon, "GET /jobs/:path/starts/:start", { params });
    if (now.phase === "waiting") tell(now);
    return now;
  };
  const follow = async (id: string): Promise<Run | null> => {
    const isComing = async (): Promise<boolean> => {
      const { phase, runs } = await look();
      return phase !== "ended" && phase !== "backoff" && runs.at(-1) === id;
    };
    const begun = await begunRun(daemon, id, isComing);
    if (begun === null) return null;
    hear.started(begun);
    const ended = await followRun(daemon, begun, hear.line);
    hear.ended(ended);
    return ended;
  };
  const followed = new Set<string>();
  let last: Run | null = null;
  for (;;) {
    const now = await look();
    const id = now.runs.find((one) => !followed.has(one));
    if (id !== undefined) {
      followed.add(id);
      last = (await follow(id)) ?? last;
      told = null;
    } else if (now.phase === "ended") {
      if (last !== null) return last;
      throw new CliError(exitCode.failed, `${job} was not run: ${now.reason}`);
    } else {
      if (now.phase === "backoff") tell(now);
      await sleep(interval);
    }
  }
};

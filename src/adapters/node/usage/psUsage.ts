import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { psEnvironment } from "../../../home/psEnvironment.ts";
import type { Usage } from "../../../ports/machine/Sampler.ts";
import { startForm } from "../process/shim/shimStatus.ts";
import { membersOf } from "./members.ts";
import type { ProcessCounters } from "./ProcessCounters.ts";
import { Readings } from "./Readings.ts";

/** A header goes on to the end of an option, so each column has one of its own. */
const columns = ["pid", "ppid", "pgid", "rss", "time", "etime", "lstart"].flatMap((name) => [
  "-o",
  `${name}=`,
]);

/** Memory in KiB; CPU time in minutes, without an end, seconds and hundredths; age in days, hours, minutes, seconds. */
const row =
  /^ *(\d+) +(\d+) +(\d+) +(\d+) +(\d+):(\d\d\.\d\d) +(?:(?:(\d+)-)?(\d+):)?(\d+):(\d\d) +([A-Z][a-z]{2} .*\d{4}) *$/;

/** The processes in a listing of macOS's ps. A line of another form is left out. */
export const countersIn = (listing: string): ReadonlyMap<number, ProcessCounters> =>
  new Map(
    listing.split("\n").flatMap((line) => {
      const match = row.exec(line);
      if (match === null) return [];
      const [pid = 0, parent = 0, group = 0, kib = 0, minutes = 0, seconds = 0, ...age] = match
        .slice(1, 11)
        .map((text) => Number(text ?? 0));
      const [days = 0, hours = 0, ageMinutes = 0, ageSeconds = 0] = age;
      const counters: ProcessCounters = {
        ...{ pid, parent, group },
        // macOS prints an address.
        session: 0,
        startedAt: startForm(match[11] ?? ""),
        ageSeconds: () => ((days * 24 + hours) * 60 + ageMinutes) * 60 + ageSeconds,
        cpuSeconds: minutes * 60 + seconds,
        memory: kib * 1024,
      };
      return [[pid, counters] as const];
    }),
  );

const list = (): Promise<string> =>
  promisify(execFile)("/bin/ps", ["-A", ...columns], { env: psEnvironment, maxBuffer: 64 << 20 }).then(
    ({ stdout }) => stdout,
    // ps could not say: their usage is not known.
    () => "",
  );

/** Environments of others are not shown, so what has left both its group and its parent is not found. */
const noMark = (): null => null;

/** A sampler that asks ps, once for all processes. It does not report open files. */
export const makePsUsage = () => {
  const readings = new Readings();

  const readAll = async (pids: ReadonlyArray<number>): Promise<void> => {
    const counters = countersIn(await list());
    const { members } = membersOf(counters, new Set(pids), noMark);
    for (const pid of pids) {
      if (readings.recent(pid) !== null) continue;
      const leader = counters.get(pid);
      const own = members.get(pid);
      if (leader && own) readings.take(leader, own);
      else readings.forget(pid);
    }
  };

  return async (pids: ReadonlyArray<number>): Promise<ReadonlyMap<number, Usage>> => {
    if (pids.some((pid) => readings.recent(pid) === null)) await readAll(pids);
    readings.forgetOld();
    return new Map(
      pids.flatMap((pid) => {
        const usage = readings.recent(pid);
        return usage ? [[pid, usage] as const] : [];
      }),
    );
  };
};

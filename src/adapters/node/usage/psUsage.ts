import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { psEnvironment } from "../../../home/psEnvironment.ts";
import type { Usage } from "../../../ports/Sampler.ts";
import { startForm } from "../process/shim/shimStatus.ts";
import { type Counters, Readings } from "./Readings.ts";

/** A header goes on to the end of an option, so each column has one of its own. */
const columns = ["-o", "pid=", "-o", "rss=", "-o", "time=", "-o", "etime=", "-o", "lstart="];

/** Memory in KiB; CPU time in minutes, without an end, seconds and hundredths; age in days, hours, minutes, seconds. */
const row =
  /^ *(\d+) +(\d+) +(\d+):(\d\d\.\d\d) +(?:(?:(\d+)-)?(\d+):)?(\d+):(\d\d) +([A-Z][a-z]{2} .*\d{4}) *$/;

/** The processes in a listing of macOS's ps. A line of another form is left out. */
export const countersIn = (listing: string): ReadonlyMap<number, Counters> =>
  new Map(
    listing.split("\n").flatMap((line) => {
      const match = row.exec(line);
      if (match === null) return [];
      const [pid = 0, kib = 0, minutes = 0, seconds = 0, ...age] = match
        .slice(1, 9)
        .map((text) => Number(text ?? 0));
      const [days = 0, hours = 0, ageMinutes = 0, ageSeconds = 0] = age;
      const counters: Counters = {
        startedAt: startForm(match[9] ?? ""),
        ageSeconds: () => ((days * 24 + hours) * 60 + ageMinutes) * 60 + ageSeconds,
        cpuSeconds: minutes * 60 + seconds,
        memory: kib * 1024,
      };
      return [[pid, counters] as const];
    }),
  );

const list = (pids: ReadonlyArray<number>): Promise<string> =>
  promisify(execFile)("/bin/ps", [...columns, "-p", pids.join(",")], { env: psEnvironment }).then(
    ({ stdout }) => stdout,
    // None of them is left, or ps could not say: their usage is not known.
    () => "",
  );

/** A sampler that asks ps, once for all processes. */
export const makePsUsage = () => {
  const readings = new Readings();

  const readAll = async (pids: ReadonlyArray<number>): Promise<void> => {
    const counters = countersIn(await list(pids));
    for (const pid of pids) {
      const found = counters.get(pid);
      if (found) readings.take(pid, found);
      else readings.forget(pid);
    }
  };

  return async (pids: ReadonlyArray<number>): Promise<ReadonlyMap<number, Usage>> => {
    const toRead = pids.filter((pid) => readings.recent(pid) === null);
    if (toRead.length > 0) await readAll(toRead);
    readings.forgetOld();
    return new Map(
      pids.flatMap((pid) => {
        const usage = readings.recent(pid);
        return usage ? [[pid, usage] as const] : [];
      }),
    );
  };
};

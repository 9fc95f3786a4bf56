import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LiveRun } from "../../../offline/doctor/processes.ts";
import { bySystem } from "../../../system.ts";
import type { ClockFacts } from "../judge/clock.ts";
import { namesIn, pidsIn, printedBy, textOf } from "./system.ts";

/** Clock ticks a second in /proc/PID/stat: 100 for programs on every architecture of Linux that Node runs on. */
const ticksPerSecond = 100;

/** How much the clock was set since a run was started: by wall time against time since boot. */
const jumpSince = ({ path, startedAt, shimStartedAt }: LiveRun, uptime: number): ClockFacts["jump"] => {
  if (shimStartedAt === null) return null;
  const elapsed = (uptime - Number(shimStartedAt) / ticksPerSecond) * 1_000;
  return { by: Math.round(Date.now() - startedAt - elapsed), since: path };
};

/** The largest jump since any of these runs was started. */
export const jumpOf = (live: ReadonlyArray<LiveRun>, proc = "/proc"): ClockFacts["jump"] => {
  const uptime = Number(textOf(`${proc}/uptime`)?.split(" ")[0] ?? Number.NaN);
  if (Number.isNaN(uptime)) return null;
  return live
    .flatMap((run) => jumpSince(run, uptime) ?? [])
    .reduce<ClockFacts["jump"]>(
      (most, one) => (most === null || Math.abs(one.by) > Math.abs(most.by) ? one : most),
      null,
    );
};

/** How far the newest entry of a folder is in the future, in ms; null: none is. */
export const futureOf = (folder: string): number | null => {
  const newest = namesIn(folder).reduce(
    (latest, name) => Math.max(latest, statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0),
    0,
  );
  return newest > Date.now() ? newest - Date.now() : null;
};

const keepers = ["chronyd", "ntpd", "openntpd", "systemd-timesyn", "ptp4l", "phc2sys"];

const isContainer = (): boolean =>
  existsSync("/.dockerenv") ||
  existsSync("/run/.containerenv") ||
  process.env.KUBERNETES_SERVICE_HOST !== undefined;

const keeperOnLinux = async (proc = "/proc"): Promise<string | null> => {
  const running = pidsIn(proc)
    .map((pid) => textOf(`${proc}/${pid}/comm`)?.trim() ?? "")
    .find((name) => keepers.includes(name));
  if (running !== undefined)
    return `kept by ${running === "systemd-timesyn" ? "systemd-timesyncd" : running}`;
  if (isContainer()) return "kept by the host of this container";
  if (!existsSync("/run/systemd/system")) return null;
  const printed = (await printedBy("timedatectl", "show", "-p", "NTPSynchronized", "--value"))?.trim();
  if (printed === undefined) return null;
  return printed === "yes" ? "in time, as systemd says" : "nothing";
};

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** A TZ in another form than a name, such as CET-1CEST or :/etc/localtime, is not checked. */
const isName = (zone: string): boolean => /^[A-Za-z_]+(\/[A-Za-z_+-]+[A-Za-z0-9_+-]*)+$/.test(zone);

const daemonVariable = (daemon: number | null, name: string): string | null | undefined => {
  if (daemon === null) return undefined;
  const environment = textOf(`/proc/${daemon}/environ`);
  if (environment === null || environment === "") return undefined;
  const found = environment.split("\0").find((one) => one.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
};

/** Look at the clock. `home`: null, if there is none yet. */
export const clockFacts = async (
  home: string | null,
  daemon: number | null,
  live: ReadonlyArray<LiveRun>,
): Promise<ClockFacts> => {
  const own = process.env.TZ || null;
  return {
    jump: bySystem({ linux: () => jumpOf(live), darwin: () => null })(),
    future: home === null ? null : futureOf(home),
    keptBy: await bySystem({ linux: () => keeperOnLinux(), darwin: async () => null })(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    unknownZone: own !== null && isName(own) && !isZone(own) ? own : null,
    daemonVariable: daemonVariable(daemon, "TZ") === "" ? null : daemonVariable(daemon, "TZ"),
    ownVariable: own,
  };
};

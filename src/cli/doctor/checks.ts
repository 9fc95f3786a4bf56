import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type CliError, UnresponsiveDaemon } from "../../client/client.ts";
import { wasKilled } from "../../client/daemonProcess.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";
import { fileSystemOf } from "../../home/fileSystem.ts";
import { homeFiles, longestSocketPath } from "../../home/files.ts";
import { folderProblem } from "../../home/folders.ts";
import { treesFolder } from "../../home/knownTrees.ts";
import { exposureLines } from "../view/exposureLines.ts";
import { countUnreapedOrphans } from "./zombies.ts";

/** A check: what was found and, if that is a problem, what to do about it. */
export interface Check {
  readonly name: string;
  readonly found: string;
  /** Null: all is well. */
  readonly advice: string | null;
}

const check = (name: string, found: string, isWrong: boolean, advice: string): Check => ({
  name,
  found,
  advice: isWrong ? advice : null,
});

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const firstExecutable = (...files: ReadonlyArray<string>): string | null => files.find(isExecutable) ?? null;

const numberIn = (file: string): number | null => {
  try {
    return Number.parseInt(readFileSync(file, "latin1"), 10);
  } catch {
    // Another system, or hidden in this container.
    return null;
  }
};

const machineChecks = (): ReadonlyArray<Check> => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const dash = firstExecutable("/bin/dash", "/usr/bin/dash");
  const setsid = firstExecutable("/usr/bin/setsid", "/bin/setsid", "/usr/bin/perl");
  const watches = numberIn("/proc/sys/fs/inotify/max_user_watches");
  return [
    check("Node", process.version, major < 20 || (major === 20 && minor < 19), "install Node 20.19 or later"),
    check(
      "shell for the shims",
      dash ?? "/bin/sh",
      dash === null,
      "install dash: with another shell, an exit code and a signal can't always be told apart",
    ),
    check("own process groups", setsid ?? "nothing", setsid === null, "install util-linux (setsid) or perl"),
    check(
      "inotify watches",
      watches === null ? "unknown" : String(watches),
      watches !== null && watches < 8192,
      "raise fs.inotify.max_user_watches: each run takes one, and without it output is polled",
    ),
  ];
};

/** Whether a folder is fit for a home; it need not exist yet. */
const folderChecks = (home: string): ReadonlyArray<Check> => {
  const problem = folderProblem(home);
  const socket = join(home, homeFiles.socket);
  const length = Buffer.byteLength(socket);
  const found =
    problem ?? (existsSync(home) ? `${home}, mode ${modeOf(home)}` : `${home} does not exist yet`);
  return [
    problem !== null
      ? check("home", found, true, "choose another --home")
      : check("home", found, isOpen(home), `restrict it to yourself: chmod 700 ${home}`),
    check(
      "path of the socket",
      `${length} of ${longestSocketPath} bytes`,
      length > longestSocketPath,
      `${socket} is too long for a socket; choose a shorter --home`,
    ),
  ];
};

/** A few may have exited just now. */
const manyZombies = 20;

const orphanChecks = (): ReadonlyArray<Check> => {
  const zombies = countUnreapedOrphans();
  if (zombies === null) return [];
  return [
    check(
      "orphans",
      `${zombies} zombies that process 1 has not reaped`,
      zombies > manyZombies,
      "start the container with an init (docker run --init, tini): process 1 does not reap orphans, and each zombie occupies a pid",
    ),
  ];
};

const modeBits = (home: string): number => (statSync(home, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;
const modeOf = (home: string): string => modeBits(home).toString(8).padStart(4, "0");
const isOpen = (home: string): boolean => (modeBits(home) & 0o077) !== 0;

const diskChecks = (home: string): ReadonlyArray<Check> => {
  const { bavail, bsize } = statfsSync(home);
  const { name, isNetwork } = fileSystemOf(home);
  const free = Math.round((bavail * bsize) / 1024 / 1024);
  return [
    check(
      "file system of the home",
      name,
      isNetwork,
      "choose a --home on a local disk: FIFOs and locks do not work over the network",
    ),
    check("free disk", `${free} MB`, free < 200, "free some space: output and history need it"),
  ];
};

const homeChecks = (home: string): ReadonlyArray<Check> => {
  const folder = folderChecks(home);
  return folderProblem(home) === null && existsSync(home) ? [...folder, ...diskChecks(home)] : folder;
};

const noDaemonCheck = (home: string, why: CliError): Check => {
  if (!(why instanceof UnresponsiveDaemon)) {
    const note = wasKilled(home) ? "; the last one was killed, and its children may still be running" : "";
    return check(
      "daemon",
      `none is running${note}`,
      true,
      "start one with `sentinel up` or `sentinel daemon`",
    );
  }
  const { name, cause, remedy } = why.process;
  const found = `${name} does not answer${cause === null ? "" : `: ${cause}`}`;
  return check("daemon", found, true, remedy);
};

const daemonChecks = (home: string, status: TreeStatus | CliError): ReadonlyArray<Check> => {
  if (status instanceof Error) return [noDaemonCheck(home, status)];
  const { pid, version, health } = status.daemon;
  const troubled = status.children.filter(({ state, wanted }) => state === "failed" && wanted === "up");
  const [firstTroubled] = troubled;
  const names = troubled.map(({ path }) => path).join(", ");
  const delay = Math.round(health?.event_loop_delay_ms.max ?? 0);
  const unread = Math.round((health?.output_lag?.unread_bytes ?? 0) / 1024);
  const unreadFor = Math.round(health?.output_lag?.oldest_unread_ms ?? 0);
  const memory = Math.round((health?.memory ?? 0) / 1024 / 1024);
  const { source, problem } = status.file ?? { source: "unknown to this daemon", problem: null };
  return [
    check("daemon", `pid ${pid}, version ${version}`, false, ""),
    check("API over TCP", exposureLines(status)[0]?.replace(/^API at /, "") ?? "none", false, ""),
    check("file", source, problem !== null, problem?.brief ?? ""),
    check(
      "the daemon itself",
      `${memory} MB, event loop late by ${delay} ms at most, ${health?.descriptors?.open ?? "?"} of ${health?.descriptors?.limit ?? "?"} descriptors, ${unread} kB of output unread for ${unreadFor} ms`,
      (health?.ailments.length ?? 0) > 0,
      health?.ailments.join("; ") ?? "",
    ),
    check(
      "tree",
      `${status.name} is ${status.state}, ${status.children.length} children`,
      status.state !== "running" || firstTroubled !== undefined,
      firstTroubled
        ? `given up: ${names}; \`sentinel explain ${firstTroubled.path}\` shows why`
        : `${status.reason}; \`sentinel status\` shows the tree`,
    ),
  ];
};

/** All checks of `sentinel doctor`. */
export const allChecks = (home: string, status: TreeStatus | CliError): ReadonlyArray<Check> => [
  ...machineChecks(),
  ...orphanChecks(),
  ...homeChecks(home),
  ...daemonChecks(home, status),
];

/** The checks that need no home. */
export const checksWithoutHome = (why: CliError): ReadonlyArray<Check> => [
  ...machineChecks(),
  ...homeChecks(treesFolder()),
  check("daemon", why.message, true, "start one with `sentinel up` or `sentinel daemon`"),
];

import { accessSync, constants, readFileSync, statfsSync, statSync } from "node:fs";
import type { TreeStatus } from "../domain/Status.ts";
import { type CliError, SilentDaemon } from "./client.ts";
import { isLeftBehind } from "./standing.ts";

/** One thing that was looked at: what was found, and what to do about it where that is wrong. */
export interface Check {
  readonly name: string;
  readonly found: string;
  /** Null: it is as it should be. */
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

const firstOf = (...files: ReadonlyArray<string>): string | null => files.find(isExecutable) ?? null;

const numberIn = (file: string): number | null => {
  try {
    return Number.parseInt(readFileSync(file, "latin1"), 10);
  } catch {
    // Not this system, or not told in this container.
    return null;
  }
};

/** File systems that reach over the network: FIFOs do not work there (statfs(2), f_type). */
const networkFileSystems = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x01021997, "9P"],
]);

const machineChecks = (): ReadonlyArray<Check> => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const dash = firstOf("/bin/dash", "/usr/bin/dash");
  const setsid = firstOf("/usr/bin/setsid", "/bin/setsid", "/usr/bin/perl");
  const watches = numberIn("/proc/sys/fs/inotify/max_user_watches");
  return [
    check("Node", process.version, major < 20 || (major === 20 && minor < 19), "install Node 20.19 or later"),
    check(
      "shell for the shims",
      dash ?? "/bin/sh",
      dash === null,
      "install dash: with another shell some ends can't be told apart, code or signal",
    ),
    check("own process groups", setsid ?? "nothing", setsid === null, "install util-linux (setsid) or perl"),
    check(
      "inotify watches",
      watches === null ? "not told here" : String(watches),
      watches !== null && watches < 8192,
      "raise fs.inotify.max_user_watches: each run takes one, and without it output is looked for by polling",
    ),
  ];
};

const homeChecks = (home: string): ReadonlyArray<Check> => {
  const stats = statSync(home, { throwIfNoEntry: false });
  if (!stats) return [check("home", `${home} does not exist yet`, false, "")];
  const { type, bavail, bsize } = statfsSync(home);
  const network = networkFileSystems.get(type);
  const mode = (stats.mode & 0o777).toString(8).padStart(4, "0");
  const isOpen = (stats.mode & 0o077) !== 0;
  const free = Math.round((bavail * bsize) / 1024 / 1024);
  return [
    check("home", `${home}, mode ${mode}`, isOpen, `make it yours alone: chmod 700 ${home}`),
    check(
      "file system of the home",
      network ?? "local",
      network !== undefined,
      "choose a --home on a local disk: FIFOs and locks do not work over the network",
    ),
    check("free disk", `${free} MB`, free < 200, "free some space: output and history need it"),
  ];
};

const absentDaemon = (home: string, why: CliError): Check => {
  if (!(why instanceof SilentDaemon)) {
    const last = isLeftBehind(home) ? "; the last one did not end in order, and what it ran may run on" : "";
    return check(
      "daemon",
      `none is running${last}`,
      true,
      "start one with `sentinel up` or `sentinel daemon`",
    );
  }
  const { daemon, hindrance, remedy } = why.standing;
  const found = `${daemon} gives no answer${hindrance === null ? "" : `: ${hindrance}`}`;
  return check("daemon", found, true, remedy);
};

const daemonChecks = (home: string, status: TreeStatus | CliError): ReadonlyArray<Check> => {
  if (status instanceof Error) return [absentDaemon(home, status)];
  const { pid, version, health } = status.daemon;
  const troubled = status.children.filter(({ state, wanted }) => state === "failed" && wanted === "up");
  const names = troubled.map(({ path }) => path).join(", ");
  const delay = Math.round(health?.event_loop_delay_ms.max ?? 0);
  const unread = Math.round((health?.output_lag?.unread_bytes ?? 0) / 1024);
  const unreadFor = Math.round(health?.output_lag?.oldest_unread_ms ?? 0);
  const memory = Math.round((health?.memory ?? 0) / 1024 / 1024);
  const { source, problem } = status.file ?? { source: "not told by this daemon", problem: null };
  return [
    check("daemon", `pid ${pid}, version ${version}`, false, ""),
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
      status.state !== "running" || troubled.length > 0,
      troubled.length > 0
        ? `given up: ${names}; \`sentinel explain PATH\` says why`
        : `${status.reason}; \`sentinel status\` shows all`,
    ),
  ];
};

/** Everything that `sentinel doctor` looks at. */
export const allChecks = (home: string, status: TreeStatus | CliError): ReadonlyArray<Check> => [
  ...machineChecks(),
  ...homeChecks(home),
  ...daemonChecks(home, status),
];

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { passing } from "../../domain/Step.ts";
import { holdFile } from "./lock.ts";

/** The longest path that a unix socket may have, in bytes: sun_path (unix(7)) without its closing zero. */
const longestSocketPath = process.platform === "linux" ? 107 : 103;

/** The right to be the one daemon of a home. */
export interface HomeClaim {
  readonly socket: string;
  /** The daemon has ended in order, and nothing runs on. */
  readonly release: () => Promise<void>;
  /** The daemon leaves what runs to another one: `daemon.json` stays, as it does when a daemon is killed. */
  readonly handOver: () => Promise<void>;
  /** The daemon has not come up: whether something runs on is as it was. */
  readonly giveBack: () => Promise<void>;
}

/** The format of everything in a home: run directories, output, journal. A newer one is not ours to read. */
const knownFormat = 1;

/** A home's files: some of them are in every folder that is one. */
const files = {
  lock: "daemon.lock",
  holder: "daemon.json",
  socket: "sentinel.sock",
  format: "format",
  others: ["runs", "journal.db", "daemon.log"],
} as const;

/** What went wrong, in the system's words: those of the innermost cause. */
const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? error.cause === undefined
      ? error.message
      : reasonOf(error.cause)
    : String(error);

/** Make the home if need be, for its owner alone. A folder with somebody else's files in it is left as it is. */
const prepare = (home: string): string | null => {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const found = readdirSync(home);
    const isHome =
      found.length === 0 ||
      [files.lock, files.holder, files.format, ...files.others].some((file) => found.includes(file));
    if (!isHome)
      return `${home} has other files in it and is not a home of Sentinel; choose a folder of its own for --home`;
    chmodSync(home, 0o700);
    return null;
  } catch (error) {
    return `${home} can't be used as a home: ${reasonOf(error)}; choose another --home`;
  }
};

/** Who holds a home, as it has written itself; it may be just about to. */
const holderOf = (home: string): string => {
  try {
    const { pid }: { pid?: unknown } = JSON.parse(readFileSync(join(home, files.holder), "utf8"));
    return typeof pid === "number" ? `pid ${pid}` : "it has just been started";
  } catch {
    return "it has just been started";
  }
};

/** Why what is in the home can't be used by this version; null when it can. */
const formatProblem = (home: string): string | null => {
  const file = join(home, files.format);
  const found = existsSync(file) ? Number(readFileSync(file, "utf8")) : knownFormat;
  if (found <= knownFormat) return null;
  return `${home} was written by a newer Sentinel (format ${found}, and this one knows ${knownFormat}): use that version, or choose another --home`;
};

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(socket, () => {
      probe.destroy();
      resolve(true);
    });
    probe.on("error", () => resolve(false));
  });

/**
 * Take the home, or say why not. The right to it is a lock that the kernel keeps; what a dead daemon has left
 * in it, its name and its socket, is removed by whoever holds the lock.
 */
export const claimHome = async (home: string): Promise<HomeClaim | string> => {
  const socket = join(home, files.socket);
  const length = Buffer.byteLength(socket);
  if (length > longestSocketPath)
    return `the path of the socket is too long (${length} bytes, ${longestSocketPath} at most): ${socket}; choose a shorter --home`;
  const unfit = prepare(home) ?? formatProblem(home);
  if (unfit) return unfit;
  const lock = await holdFile(join(home, files.lock)).catch(reasonOf);
  if (typeof lock === "string") return `${home} can't be locked: ${lock}; choose another --home`;
  if (lock === null)
    return `a daemon is running already in ${home}: ${holderOf(home)}; \`sentinel down --home ${home}\` stops it`;
  const holder = join(home, files.holder);
  const runsOn = existsSync(holder);
  writeFileSync(join(home, files.format), `${knownFormat}\n`, { mode: 0o600 });
  writeFileSync(holder, JSON.stringify({ pid: process.pid }), { mode: 0o600 });
  const release = (): Promise<void> => {
    rmSync(holder, { force: true });
    return lock.release();
  };
  const giveBack = runsOn ? lock.release : release;
  if (existsSync(socket) && (await answers(socket))) {
    await giveBack();
    return `something else answers on ${socket}; choose another --home`;
  }
  passing("home.claimed");
  rmSync(socket, { force: true });
  return { socket, release, handOver: lock.release, giveBack };
};

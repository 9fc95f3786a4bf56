import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { identityOf, isAlive } from "./process/procfs.ts";
import type { Identity } from "./process/shimStatus.ts";

/** The kernel's limit for the path of a unix socket, in bytes, its closing zero included. */
const longestSocketPath = 107;

/** The right to be the one daemon of a home. */
export interface HomeClaim {
  readonly socket: string;
  readonly release: () => void;
}

const lockedBy = (lock: string): Identity | null => {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(lock, "utf8")) as Identity;
    return { pid, startedAt };
  } catch {
    // No lock, or one that was half written by a daemon that died: nobody holds it.
    return null;
  }
};

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(socket, () => {
      probe.destroy();
      resolve(true);
    });
    probe.on("error", () => resolve(false));
  });

const writeLock = (lock: string): boolean => {
  try {
    writeFileSync(lock, JSON.stringify(identityOf(process.pid)), { flag: "wx", mode: 0o600 });
    return true;
  } catch {
    return false;
  }
};

/** Make the home if need be, for its owner alone. A folder with somebody else's files in it is left as it is. */
const prepare = (home: string): string | null => {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const files = readdirSync(home);
  const isHome =
    files.length === 0 ||
    ["runs", "journal.db", "daemon.json", "daemon.log"].some((file) => files.includes(file));
  if (!isHome)
    return `${home} has other files in it and is not a home of Sentinel; choose a folder of its own for --home`;
  chmodSync(home, 0o700);
  return null;
};

/**
 * Take the home, or say why not. What a dead daemon has left, its lock and its socket, is removed; a pid in
 * a lock counts only with its start time, since numbers are used again.
 */
export const claimHome = async (home: string): Promise<HomeClaim | string> => {
  const socket = join(home, "sentinel.sock");
  const lock = join(home, "daemon.json");
  if (Buffer.byteLength(socket) > longestSocketPath) {
    return `the path of the socket is too long (${Buffer.byteLength(socket)} bytes, ${longestSocketPath} at most): ${socket}; choose a shorter --home`;
  }
  const foreign = prepare(home);
  if (foreign) return foreign;
  const holder = lockedBy(lock);
  if (holder && isAlive(holder)) {
    return `a daemon is running already in ${home}: pid ${holder.pid}; \`sentinel down\` stops it`;
  }
  if (existsSync(socket) && (await answers(socket)))
    return `something else answers on ${socket}; choose another --home`;
  rmSync(lock, { force: true });
  rmSync(socket, { force: true });
  if (!writeLock(lock)) return `another daemon is starting in ${home} right now`;
  const release = (): void => {
    for (const file of [socket, lock]) if (existsSync(file)) unlinkSync(file);
  };
  return { socket, release };
};

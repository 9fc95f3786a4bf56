import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { homeFiles } from "../../../home/files.ts";
import { describeError, makeFolder } from "../../../home/folders.ts";
import { knownFormat, newerFormatProblem } from "../../../home/format.ts";
import { readHolder, writeHolder } from "../../../home/holder.ts";
import { homeProblem, unusable } from "../../../home/homeProblem.ts";
import { readRecord } from "../../../home/record.ts";
import { replaceFile } from "../../../home/replaceFile.ts";
import { type CrashPointHook, noCrashPoints } from "../../../ports/home/CrashPoints.ts";
import { holdFile, type Lock } from "./lock.ts";
import { removeIfPossible } from "./removeIfPossible.ts";

/** The exclusive right to be the daemon of a home. */
export interface HomeClaim {
  readonly socket: string;
  /** The TCP address of the previous daemon if it did not end cleanly; null if none is known. */
  readonly formerUrl: string | null;
  /** Record that this process listens on the socket, and its address over TCP, if it has one. */
  readonly setListening: (url: string | null) => void;
  /** Record that it doesn't listen any more. */
  readonly setClosed: () => void;
  /**
   * Why this daemon has lost its home without a hand-over (deleted, moved, or recreated by another daemon); null
   * while it holds it.
   */
  readonly loss: () => string | null;
  /**
   * Make a home that was deleted, or emptied, and claim it again; returns what has happened. Null if it was only moved,
   * since it can be moved back, or if another daemon has it by now.
   */
  readonly restore: () => Promise<string | null>;
  /** The daemon has ended cleanly, and nothing is left running. */
  readonly release: () => Promise<void>;
  /**
   * The daemon leaves running processes to its successor: `daemon.json` stays, as it does when a daemon is killed.
   */
  readonly handOver: () => Promise<void>;
  /** The daemon could not start: `daemon.json` stays if it was there before. */
  readonly abandon: () => Promise<void>;
}

/** The temporary name of a socket, left by a daemon that was killed before it renamed it (socket.ts). */
const isTemporarySocket = (name: string): boolean => /^s-[0-9a-f]{8}$/.test(name);

/** The system's message: that of the innermost cause. */
const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? error.cause === undefined
      ? error.message
      : reasonOf(error.cause)
    : String(error);

/** Create the home if needed, accessible to its owner only. */
const prepare = (home: string): string | null => {
  const problem = makeFolder(home);
  if (problem !== null) return unusable(home, problem);
  try {
    chmodSync(home, 0o700);
    return null;
  } catch (error) {
    return unusable(home, describeError(error));
  }
};

/** The tree that the daemon in a home runs, as it has recorded; it may be just about to. */
const describeHolder = (home: string): string => {
  const holder = readHolder(home);
  if (holder === null) return "it has just been started";
  const record = readRecord(home);
  return record === null
    ? `pid ${holder.pid}`
    : `it runs ${record.name} from ${record.file} (pid ${holder.pid})`;
};

/** Write this version's format, so that older versions refuse the home from now on. Throws the file system's error. */
export const writeFormat = (home: string): void =>
  replaceFile(join(home, homeFiles.format), `${knownFormat}\n`);

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(socket, () => {
      probe.destroy();
      resolve(true);
    });
    probe.on("error", () => resolve(false));
  });

/** The device and inode of a file, which are unique while this process holds it open; null if it does not exist. */
const identityOf = (file: string): string | null => {
  try {
    const { dev, ino } = statSync(file);
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
};

/** What has become of a folder that is open. */
const fateOf = (home: string, folder: number): "deleted" | "emptied" | "moved" => {
  const { dev, ino, nlink } = fstatSync(folder);
  if (nlink === 0) return "deleted";
  return identityOf(home) === `${dev}:${ino}` ? "emptied" : "moved";
};

/**
 * Claim the home, or return the reason why not. The claim is a lock that the kernel releases when the process ends;
 * the new holder removes the socket and record of a dead daemon.
 */
export const claimHome = async (
  home: string,
  crashPoint: CrashPointHook = noCrashPoints,
): Promise<HomeClaim | string> => {
  const socket = join(home, homeFiles.socket);
  const problem = homeProblem(home) ?? prepare(home) ?? newerFormatProblem(home);
  if (problem) return problem;
  const lockFile = join(home, homeFiles.lock);
  const lock = await holdFile(lockFile).catch(
    (error: unknown) => openingProblem(lockFile) ?? reasonOf(error),
  );
  if (typeof lock === "string") return `${home} can't be locked: ${lock}; ${adviceFor(lock)}`;
  if (lock === null)
    return `a daemon is running already in ${home}: ${describeHolder(home)}; to change it: \`sentinel apply\`; to look at it: \`sentinel status\`; for a second tree: another folder, or --home DIR`;
  let own = identityOf(lockFile);
  /** Open, so that it is known what has become of it. */
  let folder = openSync(home, "r");
  const loss = (): string | null => {
    const now = identityOf(lockFile);
    if (now !== null && now === own) return null;
    const holder = now === null ? null : readHolder(home);
    return holder === null || holder.pid === process.pid
      ? `the home ${home} was deleted or moved under its daemon`
      : `the home ${home} was deleted, and another daemon (pid ${holder.pid}) has it now`;
  };
  const holder = join(home, homeFiles.holder);
  const hadHolder = existsSync(holder);
  const formerUrl = readHolder(home)?.url ?? null;
  let held: Lock = lock;
  const leave = (): Promise<void> => {
    closeSync(folder);
    return held.release();
  };
  const restore = async (): Promise<string | null> => {
    const fate = fateOf(home, folder);
    if (fate === "moved" || prepare(home) !== null) return null;
    const again = await holdFile(lockFile).catch(() => null);
    if (again === null) return null;
    await held.release();
    closeSync(folder);
    held = again;
    folder = openSync(home, "r");
    own = identityOf(lockFile);
    writeFormat(home);
    return `the home ${home} was ${fate} under its daemon, which has made it again`;
  };
  const release = (): Promise<void> => {
    if (loss() === null) removeIfPossible(holder);
    return leave();
  };
  const abandon = hadHolder ? leave : release;
  try {
    writeHolder(home, { listensSince: null, url: formerUrl });
  } catch (error) {
    await abandon();
    return unusable(home, describeError(error));
  }
  if (existsSync(socket) && (await answers(socket))) {
    await abandon();
    return `something else answers on ${socket}; choose another --home`;
  }
  crashPoint("home.claimed");
  for (const name of readdirSync(home).filter(isTemporarySocket)) rmSync(join(home, name), { force: true });
  rmSync(socket, { force: true });
  let ownUrl = formerUrl;
  const record = (listensSince: string | null): void => {
    if (loss() !== null) return;
    try {
      writeHolder(home, { listensSince, url: ownUrl });
    } catch {
      // The disk may be full, for example: then only the time since when it listens is missing.
    }
  };
  return {
    ...{ socket, formerUrl, loss, restore, release, abandon },
    setListening: (url) => {
      ownUrl = url;
      record(new Date().toISOString());
    },
    setClosed: () => record(null),
    handOver: leave,
  };
};

/**
 * Why a file can't be opened for writing, by the system's error, which a database reports less precisely; null if it
 * can.
 */
const openingProblem = (file: string): string | null => {
  try {
    closeSync(openSync(file, "a", 0o600));
    return null;
  } catch (error) {
    return describeError(error);
  }
};

/** What to do about a lock that can't be taken. */
const adviceFor = (why: string): string =>
  /full|no room/.test(why) ? "free some space, or choose another --home" : "choose another --home";

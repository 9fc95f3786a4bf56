import { existsSync } from "node:fs";
import { join } from "node:path";
import { kernel } from "../system.ts";

/** The files of a home by which the daemon and the command line find each other. */
export const homeFiles = {
  /** Locked by the daemon; the kernel releases it when the daemon dies. */
  lock: "daemon.lock",
  /** Which process holds the lock (holder.ts). */
  holder: "daemon.json",
  socket: "sentinel.sock",
  /** Which tree the home belongs to (record.ts). */
  record: "tree.json",
  /** Which service starts the home's daemons (serviceRecord.ts). */
  service: "service.json",
  format: "format",
  /** Written by people (src/config/settings). */
  settings: "settings.yaml",
  log: "daemon.log",
  /** Sends a browser to a one-time link. */
  link: "open.html",
} as const;

/** The file with the events, the nodes' memories for the next daemon, and the revisions. */
export const database = "sentinel.db";

/** The file with the samples. */
export const samplesDatabase = "samples.db";

/** The files that version 0.1 had instead. */
export const earlierDatabases = { journal: "journal.db", revisions: "revisions.db" } as const;

const databases = [database, ...Object.values(earlierDatabases)];

/** Other files that a daemon stores in its home. */
export const storedFiles = [
  "runs",
  "output",
  "spare",
  "forks",
  "tls.pem",
  samplesDatabase,
  ...databases,
] as const;

/** Whether a daemon has stored events or revisions in a home. */
export const isStoredIn = (home: string): boolean => databases.some((name) => existsSync(join(home, name)));

/** In the folder of all homes: the user's logins at remote daemons. */
export const credentialsFile = "credentials.json";

/** In the folder of all homes: a legacy home while it is moved to a folder of its own (legacyHome.ts). */
export const migrationFolder = ".moving";

/** The longest path of a unix socket in bytes: sun_path (unix(7)) without its terminating NUL. */
export const longestSocketPath = kernel === "linux" ? 107 : 103;

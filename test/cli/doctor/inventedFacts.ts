import type { ClockFacts } from "../../../src/cli/doctor/judge/clock.ts";
import type { RunningDaemon } from "../../../src/cli/doctor/judge/daemon.ts";
import type { DiskFacts } from "../../../src/cli/doctor/judge/disk.ts";
import type { HomeFacts } from "../../../src/cli/doctor/judge/home.ts";
import type { LimitFacts } from "../../../src/cli/doctor/judge/limits.ts";
import type { MemoryFacts } from "../../../src/cli/doctor/judge/memory.ts";
import type { PlaceFacts } from "../../../src/cli/doctor/judge/place.ts";
import type { ProcessFacts } from "../../../src/cli/doctor/judge/processes.ts";
import type { ProgramFacts } from "../../../src/cli/doctor/judge/program.ts";
import type { StoredFacts } from "../../../src/cli/doctor/judge/stored.ts";
import type { MarkedProcess } from "../../../src/offline/doctor/processes.ts";

// A machine on which all is well; each test changes one thing.

export const home = "/home/ann/.sentinel/shop";

export const clock: ClockFacts = {
  jump: { by: 300, since: "web/api" },
  future: null,
  keptBy: "kept by chronyd",
  zone: "Europe/Berlin",
  unknownZone: null,
  daemonVariable: null,
  ownVariable: null,
};

export const daemon: RunningDaemon = {
  kind: "running",
  pid: 4711,
  version: "0.2.0",
  ownVersion: "0.2.0",
  removedNode: null,
  api: "http://127.0.0.1:7368",
  file: { source: "/home/ann/shop/sentinel.yaml", problem: null },
  measured: "82 MB",
  ailments: [],
  tree: { name: "shop", state: "running", reason: "started", children: 3, failed: [] },
};

export const disk: DiskFacts = { free: 80e9, total: 250e9, freeInodes: 15e6, inodes: 16e6 };

const file = (name: string, mode = 0o600) => ({ path: `${home}/${name}`, mode, uid: 1000 });

export const folder: HomeFacts = {
  home,
  problem: null,
  folder: { path: home, mode: 0o700, uid: 1000 },
  entries: [file("sentinel.db"), file("daemon.lock", 0o644), file("spare", 0o700)],
  uid: 1000,
  socketPath: { length: 42, longest: 107 },
  isHeld: true,
};

export const limits: LimitFacts = {
  descriptors: { of: "the daemon", soft: 1_024, limit: 524_288, used: 30 },
  processes: { limit: 96_365, used: 200, isExempt: false },
  pids: { limit: 4_915, used: 80, group: "/sys/fs/cgroup/user.slice" },
  watches: { limit: 65_536, used: 300 },
  instances: { limit: 128, used: 12 },
};

export const memory: MemoryFacts = {
  memory: { available: 8e9, total: 16e9 },
  swap: { free: 4e9, total: 4e9 },
  stalled: 0,
  oom: { adjustment: 0, of: "the daemon (pid 4711)" },
  cores: { pattern: "core", limit: 0 },
};

export const place: PlaceFacts = {
  path: home,
  userFolder: "/home/ann",
  network: null,
  marks: [],
  cleaned: [{ folder: "/tmp", by: "it is cleared at boot" }],
  protectsFolders: true,
};

export const processes: ProcessFacts = {
  home,
  isHeld: false,
  live: [],
  left: [],
  unknown: [],
  staleFiles: [],
  staleRuns: [],
};

export const program: ProgramFacts = {
  node: "v20.19.0",
  missingFiles: [],
  shell: "/bin/dash",
  groupMaker: "/usr/bin/setsid",
  fifoMaker: "/usr/bin/mkfifo",
  hasMacPs: true,
  native: [
    { name: "better-sqlite3", problem: null },
    { name: "argon2", problem: null },
  ],
};

export const stored: StoredFacts = {
  home,
  isStored: true,
  isHeld: false,
  format: 2,
  knownFormat: 2,
  database: { file: `${home}/sentinel.db`, version: 3, knownVersion: 3, damage: null },
};

/** A process of run 3 of web/api. */
export const marked = (pid: number): MarkedProcess => ({
  pid,
  startedAt: "100",
  mark: `${home}:web/api:3`,
  path: "web/api",
  run: 3,
  command: "node worker.js",
});

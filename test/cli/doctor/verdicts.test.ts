import { describe, expect, it } from "vitest";
import type { ServiceState } from "../../../launchd/ServiceManager.ts";
import type { Finding, Verdict } from "../../../src/cli/doctor/Finding.ts";
import { judgeClock } from "../../../src/cli/doctor/judge/clock.ts";
import { judgeDaemon } from "../../../src/cli/doctor/judge/daemon.ts";
import { judgeDisk } from "../../../src/cli/doctor/judge/disk.ts";
import { judgeHome } from "../../../src/cli/doctor/judge/home.ts";
import { judgeLegacy } from "../../../src/cli/doctor/judge/legacy.ts";
import { judgeLimits } from "../../../src/cli/doctor/judge/limits.ts";
import { judgeMemory } from "../../../src/cli/doctor/judge/memory.ts";
import { judgePlace } from "../../../src/cli/doctor/judge/place.ts";
import { judgePorts } from "../../../src/cli/doctor/judge/ports.ts";
import { judgeInit, judgeProcesses } from "../../../src/cli/doctor/judge/processes.ts";
import { judgeProgram } from "../../../src/cli/doctor/judge/program.ts";
import { judgeRunLimits } from "../../../src/cli/doctor/judge/runLimits.ts";
import { judgeService } from "../../../src/cli/doctor/judge/service.ts";
import { judgeStored } from "../../../src/cli/doctor/judge/stored.ts";
import { rows } from "../../../src/cli/doctor/rows.ts";
import * as well from "./inventedFacts.ts";

type Findings = ReadonlyArray<Finding>;

const service = (change: Partial<ServiceState>, daemon: number | null = 4711): Findings =>
  judgeService({
    service: {
      label: "sentinel.shop",
      state: {
        ...{ state: "running", pid: 4711, starts: 1, lastEnd: null, definition: "/x.plist", problems: [] },
        ...change,
      },
    },
    daemon,
    manager: "launchd",
  });

const clock = (change: Partial<typeof well.clock>): Findings => judgeClock({ ...well.clock, ...change });
const daemon = (change: Partial<typeof well.daemon>): Findings => judgeDaemon({ ...well.daemon, ...change });
const disk = (change: Partial<typeof well.disk>): Findings => judgeDisk({ ...well.disk, ...change });
const folder = (change: Partial<typeof well.folder>): Findings => judgeHome({ ...well.folder, ...change });
const limits = (change: Partial<typeof well.limits>): Findings => judgeLimits({ ...well.limits, ...change });
const memory = (change: Partial<typeof well.memory>): Findings => judgeMemory({ ...well.memory, ...change });
const place = (change: Partial<typeof well.place>): Findings => judgePlace({ ...well.place, ...change });
const processes = (change: Partial<typeof well.processes>): Findings =>
  judgeProcesses({ ...well.processes, ...change });
const program = (change: Partial<typeof well.program>): Findings =>
  judgeProgram({ ...well.program, ...change });
const stored = (change: Partial<typeof well.stored>): Findings => judgeStored({ ...well.stored, ...change });
const database = (change: Partial<NonNullable<typeof well.stored.database>>): Findings => {
  if (well.stored.database === null) throw new Error("there is a database");
  return stored({ database: { ...well.stored.database, ...change } });
};

const { home } = well;
const allWell: Findings = [
  ...[clock({}), daemon({}), disk({}), folder({}), limits({}), memory({}), place({}), processes({})],
  ...[program({}), stored({}), service({}), judgePorts({ declared: 2, held: [] })],
  ...[judgeRunLimits({ problem: null, unenforced: [] })],
  ...[judgeInit({ ownPid: 77, unreaped: 3 }), judgeLegacy({ folder: "/home/ann/.sentinel", isHome: false })],
].flat();

describe("a machine on which all is well", () => {
  it("has no finding that is not", () => {
    expect(allWell.filter(({ verdict }) => verdict !== "ok")).toEqual([]);
  });

  it("shows every check once", () => {
    expect(allWell.map(({ id }) => id).sort()).toEqual(Object.keys(rows).sort());
  });
});

type Case = readonly [
  what: string,
  id: string,
  verdict: Verdict,
  found: string,
  findings: Findings,
  command?: string,
];

const cases: ReadonlyArray<Case> = [
  [
    "a run that started before the clock was set forward",
    "clock",
    "warning",
    "set forward by 3 h since web/api was started",
    clock({ jump: { by: 3 * 3_600_000, since: "web/api" } }),
  ],
  [
    "a clock that was set back",
    "clock",
    "warning",
    "set back by 5 min since db was started",
    clock({ jump: { by: -300_000, since: "db" } }),
  ],
  [
    "files that are dated in the future",
    "clock",
    "warning",
    "files of the home are 2 days in the future",
    clock({ jump: null, future: 2 * 86_400_000 }),
  ],
  [
    "a clock that is a second off",
    "clock",
    "ok",
    "not set since web/api was started",
    clock({ jump: { by: -1_000, since: "web/api" } }),
  ],
  [
    "a clock that nothing keeps in time",
    "time-synchronisation",
    "warning",
    "nothing keeps the clock in time",
    clock({ keptBy: "nothing" }),
    "sudo timedatectl set-ntp true",
  ],
  [
    "a TZ that is misspelt",
    "time-zone",
    "warning",
    "TZ is Europe/Berln, which is no known zone",
    clock({ unknownZone: "Europe/Berln" }),
  ],
  [
    "a daemon in another time zone",
    "time-zone",
    "warning",
    "TZ is Asia/Tokyo for the daemon, not set here",
    clock({ daemonVariable: "Asia/Tokyo" }),
  ],

  [
    "a daemon that never ran",
    "daemon",
    "ok",
    "none has run yet; `sentinel up` starts one",
    judgeDaemon({ kind: "none", how: "never ran" }),
  ],
  [
    "a tree that was stopped",
    "daemon",
    "ok",
    "none: the tree was stopped",
    judgeDaemon({ kind: "none", how: "stopped" }),
  ],
  [
    "a daemon that was killed",
    "daemon",
    "problem",
    "none: the last one was killed",
    judgeDaemon({ kind: "none", how: "killed" }),
    "sentinel up --detach",
  ],
  [
    "no tree that could be meant",
    "daemon",
    "ok",
    "no daemon is running",
    judgeDaemon({ kind: "no tree chosen", why: "no daemon is running" }),
  ],
  [
    "a daemon that can't be reached",
    "daemon",
    "problem",
    "its socket is gone",
    judgeDaemon({ kind: "unreachable", why: "its socket is gone" }),
  ],
  [
    "a daemon that is stopped",
    "daemon",
    "problem",
    "the daemon (pid 9) does not answer: it is stopped",
    judgeDaemon({
      kind: "unresponsive",
      name: "the daemon (pid 9)",
      cause: "it is stopped",
      remedy: "`kill -CONT 9` continues it",
    }),
    "kill -CONT 9",
  ],
  [
    "a daemon of another version",
    "daemon-version",
    "warning",
    "the daemon is 0.1.0, this program 0.2.0",
    daemon({ version: "0.1.0" }),
    "sentinel up --detach --replace",
  ],
  [
    "a daemon whose Node was upgraded",
    "daemon-node",
    "warning",
    "/usr/bin/node was removed or replaced",
    daemon({ removedNode: "/usr/bin/node" }),
    "sentinel up --detach --replace",
  ],
  [
    "a file that is not valid",
    "file",
    "problem",
    "sentinel.yaml:3:1: unknown key",
    daemon({ file: { source: "x", problem: "sentinel.yaml:3:1: unknown key" } }),
    "sentinel plan",
  ],
  [
    "a daemon that is unwell",
    "daemon-health",
    "problem",
    "the event loop is late; use less",
    daemon({ ailments: ["the event loop is late; use less"] }),
  ],
  [
    "a child that was given up",
    "tree",
    "problem",
    "shop: given up: web/api, db",
    daemon({ tree: { ...well.daemon.tree, failed: ["web/api", "db"] } }),
    "sentinel explain web/api",
  ],
  [
    "a tree that has failed",
    "tree",
    "problem",
    "shop is failed: too many restarts",
    daemon({ tree: { ...well.daemon.tree, state: "failed", reason: "too many restarts" } }),
    "sentinel status",
  ],

  [
    "a disk below the reserve",
    "space",
    "problem",
    "400 MB of 250 GB; 500 MB are kept in reserve",
    disk({ free: 400e6 }),
  ],
  [
    "a disk that is nearly at the reserve",
    "space",
    "warning",
    "900 MB of 250 GB; 500 MB are kept in reserve",
    disk({ free: 900e6 }),
  ],
  [
    "a small disk",
    "space",
    "problem",
    "40 MB of 1.0 GB; 50 MB are kept in reserve",
    disk({ free: 40e6, total: 1e9 }),
  ],
  ["a disk without inodes", "inodes", "problem", "12 of 16,000,000", disk({ freeInodes: 12 })],
  ["a disk with few inodes", "inodes", "warning", "700,000 of 16,000,000", disk({ freeInodes: 700_000 })],

  [
    "a home that can't be used",
    "home",
    "problem",
    "/x is a file, not a folder",
    folder({ problem: "/x is a file, not a folder", folder: null, entries: [] }),
  ],
  [
    "a home that does not exist yet",
    "home",
    "ok",
    `${home}, which does not exist yet`,
    folder({ folder: null, entries: [] }),
  ],
  [
    "a home that others can read",
    "home-mode",
    "problem",
    "0755",
    folder({ folder: { path: home, mode: 0o755, uid: 1000 } }),
    `chmod 700 ${home}`,
  ],
  [
    "a home that its owner can't write",
    "home-mode",
    "problem",
    "0500",
    folder({ folder: { path: home, mode: 0o500, uid: 1000 } }),
    `chmod 700 ${home}`,
  ],
  [
    "a home after a command with sudo",
    "home-owner",
    "problem",
    "sentinel.db belongs to uid 0",
    folder({
      entries: [
        { path: `${home}/sentinel.db`, mode: 0o600, uid: 0 },
        { path: `${home}/spare`, mode: 0o700, uid: 1000 },
      ],
    }),
    `sudo chown -R $(id -u) ${home}`,
  ],
  [
    "a home of somebody else, looked at by root",
    "home-owner",
    "warning",
    "shop, sentinel.db and 2 more belong to uid 1000",
    folder({ uid: 0 }),
    `chown -R root ${home}`,
  ],
  [
    "a database that others can read",
    "private-files",
    "warning",
    "sentinel.db has mode 0644",
    folder({
      entries: [
        { path: `${home}/sentinel.db`, mode: 0o644, uid: 1000 },
        { path: `${home}/spare`, mode: 0o700, uid: 1000 },
      ],
    }),
    `chmod go= ${home}/sentinel.db`,
  ],
  [
    "a folder that was removed under a daemon",
    "home-folders",
    "problem",
    "not there: spare",
    folder({ entries: [] }),
    "sentinel up --detach --replace",
  ],
  [
    "a folder that is missing without a daemon",
    "home-folders",
    "ok",
    "created when a daemon starts",
    folder({ entries: [], isHeld: false }),
  ],
  [
    "a path that is too long",
    "socket-path",
    "problem",
    "120 of 107 bytes",
    folder({ socketPath: { length: 120, longest: 107 } }),
  ],
  [
    "a path that is nearly too long",
    "socket-path",
    "warning",
    "104 of 107 bytes",
    folder({ socketPath: { length: 104, longest: 107 } }),
  ],

  [
    "a low hard limit of open files",
    "descriptors",
    "warning",
    "the daemon: soft 256, hard 1,024, 30 open",
    limits({ descriptors: { of: "the daemon", soft: 256, limit: 1_024, used: 30 } }),
  ],
  [
    "descriptors that are nearly used up",
    "descriptors",
    "problem",
    "the daemon: soft 1,024, hard 8,192, 8,190 open",
    limits({ descriptors: { of: "the daemon", soft: 1_024, limit: 8_192, used: 8_190 } }),
  ],
  [
    "a user with many processes",
    "user-processes",
    "warning",
    "900 of 1,000",
    limits({ processes: { limit: 1_000, used: 900, isExempt: false } }),
  ],
  [
    "a user who may start no more",
    "user-processes",
    "problem",
    "1,000 of 1,000",
    limits({ processes: { limit: 1_000, used: 1_000, isExempt: false } }),
  ],
  [
    "root, who has no such limit",
    "user-processes",
    "ok",
    "1,000, no limit for root",
    limits({ processes: { limit: 1_000, used: 1_000, isExempt: true } }),
  ],
  [
    "a container that may have no more processes",
    "pids-cgroup",
    "problem",
    "100 of 100 in /sys/fs/cgroup",
    limits({ pids: { limit: 100, used: 100, group: "/sys/fs/cgroup" } }),
  ],
  [
    "limits that no child of this daemon can have, and none declares",
    "run-limits",
    "ok",
    "can't be enforced: no control groups",
    judgeRunLimits({ problem: "no control groups", unenforced: [] }),
  ],
  [
    "limits that children declare and don't have",
    "run-limits",
    "warning",
    "web: limits.memory is not enforced: no control groups; 1 more",
    judgeRunLimits({
      problem: "no control groups",
      unenforced: [
        { path: "web", why: "limits.memory is not enforced: no control groups" },
        { path: "db", why: "limits.cpu is not enforced: no control groups" },
      ],
    }),
  ],
  [
    "few inotify watches",
    "inotify-watches",
    "warning",
    "20 of 4,096",
    limits({ watches: { limit: 4_096, used: 20 } }),
    "sudo sysctl -w fs.inotify.max_user_watches=524288",
  ],
  [
    "inotify watches that are used up",
    "inotify-watches",
    "warning",
    "65,536 of 65,536",
    limits({ watches: { limit: 65_536, used: 65_536 } }),
    "sudo sysctl -w fs.inotify.max_user_watches=524288",
  ],
  [
    "inotify instances that are used up",
    "inotify-instances",
    "warning",
    "128 of 128",
    limits({ instances: { limit: 128, used: 128 } }),
    "sudo sysctl -w fs.inotify.max_user_instances=1024",
  ],

  [
    "memory that is used up",
    "memory",
    "warning",
    "0.5 GB of 16.0 GB available",
    memory({ memory: { available: 0.5e9, total: 16e9 } }),
  ],
  [
    "processes that wait for memory",
    "memory",
    "warning",
    "8.0 GB of 16.0 GB available; processes waited for memory for 35 % of the last minute",
    memory({ stalled: 35 }),
  ],
  [
    "swap that is used up",
    "swap",
    "warning",
    "0.1 GB of 4.0 GB free",
    memory({ memory: { available: 2e9, total: 16e9 }, swap: { free: 0.1e9, total: 4e9 } }),
    "sentinel status",
  ],
  [
    "swap that is full while there is memory",
    "swap",
    "ok",
    "0.1 GB of 4.0 GB free",
    memory({ swap: { free: 0.1e9, total: 4e9 } }),
  ],
  [
    "a daemon that the kernel ends first",
    "oom-score",
    "warning",
    "the daemon (pid 4711): +500, ended before other processes",
    memory({ oom: { adjustment: 500, of: "the daemon (pid 4711)" } }),
    "sudo choom -n 0 -p 4711",
  ],
  [
    "a daemon whose children the kernel can't end",
    "oom-score",
    "warning",
    "the daemon (pid 4711): -1000, and its children inherit it",
    memory({ oom: { adjustment: -1000, of: "the daemon (pid 4711)" } }),
    "sudo choom -n 0 -p 4711",
  ],
  [
    "core files in the folders of children",
    "core-files",
    "warning",
    "written as core",
    memory({ cores: { pattern: "core", limit: Number.POSITIVE_INFINITY } }),
  ],
  [
    "core files that a program takes",
    "core-files",
    "ok",
    "handed to a program",
    memory({ cores: { pattern: "|/usr/lib/systemd-coredump", limit: 1e9 } }),
  ],

  ["a home on NFS", "file-system", "problem", "NFS, over the network", place({ network: "NFS" })],
  [
    "a home in iCloud",
    "synchronised-folder",
    "warning",
    "iCloud copies it",
    place({ userFolder: "/Users/ann", path: "/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/x" }),
  ],
  [
    "a home in a CloudStorage folder",
    "synchronised-folder",
    "warning",
    "OneDrive copies it",
    place({ userFolder: "/Users/ann", path: "/Users/ann/Library/CloudStorage/OneDrive-Personal/x" }),
  ],
  [
    "a home in Dropbox",
    "synchronised-folder",
    "warning",
    "Dropbox copies it",
    place({ path: "/home/ann/Dropbox (Work)/x" }),
  ],
  [
    "a home below a folder that Syncthing keeps",
    "synchronised-folder",
    "warning",
    "Syncthing copies it",
    place({ marks: [".bashrc", ".stfolder"] }),
  ],
  [
    "a folder that is only named like one",
    "synchronised-folder",
    "ok",
    "no",
    place({ path: "/home/ann/projects/Dropbox" }),
  ],
  [
    "a home in Documents on macOS",
    "protected-folder",
    "warning",
    "below /home/ann/Documents",
    place({ path: "/home/ann/Documents/x" }),
  ],
  [
    "a home in a temporary folder",
    "cleaned-folder",
    "warning",
    "below /tmp: it is cleared at boot",
    place({ path: "/tmp/x" }),
  ],

  [
    "runs that nobody watches",
    "runs-without-daemon",
    "problem",
    "2 runs: db (pid 7), web/api (pid 8)",
    processes({ live: ["db (pid 7)", "web/api (pid 8)"] }),
    "sentinel up --detach",
  ],
  [
    "runs of a daemon that has the home",
    "runs-without-daemon",
    "ok",
    "none, a daemon has the home",
    processes({ isHeld: true, live: ["db (pid 7)"] }),
  ],
  [
    "what an ended run has left",
    "leftover-processes",
    "problem",
    "1 process: web/api, run 3: pid 9 (node worker.js)",
    processes({ left: [well.marked(9)] }),
    "kill 9",
  ],
  [
    "processes of an unknown run",
    "leftover-processes",
    "problem",
    "2 processes: web/api, run 3: pid 9 (node worker.js), web/api, run 3: pid 10 (node worker.js)",
    processes({ unknown: [well.marked(9), well.marked(10)] }),
    "kill 9 10",
  ],
  [
    "what a killed daemon has left",
    "stale-files",
    "warning",
    "sentinel.sock, daemon.json",
    processes({ staleFiles: [`${home}/sentinel.sock`, `${home}/daemon.json`] }),
  ],
  [
    "the record of a daemon whose children run",
    "stale-files",
    "ok",
    "daemon.json: kept for the next daemon, which adopts what runs",
    processes({ live: ["db (pid 7)"], staleFiles: [`${home}/daemon.json`] }),
  ],
  [
    "many folders of removed children",
    "stale-runs",
    "warning",
    "51 folders",
    processes({ staleRuns: Array.from({ length: 51 }, (_, index) => `/${index}`) }),
  ],
  ["some folders of removed children", "stale-runs", "ok", "1 folder", processes({ staleRuns: ["/1"] })],
  [
    "a process 1 that reaps nobody",
    "init",
    "problem",
    "21 zombies not reaped",
    judgeInit({ ownPid: 77, unreaped: 21 }),
  ],
  [
    "doctor as process 1",
    "init",
    "warning",
    "this program itself, which reaps nobody else's children",
    judgeInit({ ownPid: 1, unreaped: 0 }),
  ],

  [
    "a port that another program holds",
    "ports",
    "problem",
    "3000 of web/api is held by pid 12 (nginx)",
    judgePorts({ declared: 1, held: [{ port: 3000, path: "web/api", holder: "pid 12 (nginx)", pid: 12 }] }),
    "kill 12",
  ],
  [
    "a port whose holder can't be seen",
    "ports",
    "problem",
    "3000 of web/api is held by another process",
    judgePorts({ declared: 1, held: [{ port: 3000, path: "web/api", holder: null, pid: null }] }),
  ],

  ["an old Node", "node", "problem", "v20.18.3", program({ node: "v20.18.3" })],
  ["a newer Node", "node", "ok", "v24.1.0", program({ node: "v24.1.0" })],
  [
    "an installation with a hole",
    "installation",
    "problem",
    "not there: /opt/sentinel/daemon.js",
    program({ missingFiles: ["/opt/sentinel/daemon.js"] }),
  ],
  [
    "a database module for another Node",
    "better-sqlite3",
    "problem",
    "built for another version of Node",
    program({ native: [{ name: "better-sqlite3", problem: "built for another version of Node" }] }),
    "npm rebuild better-sqlite3",
  ],
  [
    "a password module that is not there",
    "argon2",
    "problem",
    "Cannot find native binding",
    program({ native: [{ name: "argon2", problem: "Cannot find native binding" }] }),
  ],
  ["a system without dash", "shell", "warning", "no dash", program({ shell: null })],
  [
    "a system without setsid and perl",
    "process-groups",
    "warning",
    "neither setsid nor perl",
    program({ groupMaker: null }),
  ],
  ["a PATH without mkfifo", "mkfifo", "problem", "not on the PATH", program({ fifoMaker: null })],
  ["a system without /proc and ps", "ps", "problem", "no /bin/ps", program({ hasMacPs: false })],

  [
    "a home of a newer version",
    "format",
    "problem",
    "format 3, and this version knows 2",
    stored({ format: 3 }),
  ],
  [
    "a home without its format",
    "format",
    "warning",
    `the file ${home}/format is missing`,
    stored({ format: null }),
  ],
  [
    "a home with a damaged format",
    "format",
    "problem",
    `the file ${home}/format has no number in it`,
    stored({ format: Number.NaN }),
  ],
  [
    "a database that is damaged",
    "database",
    "problem",
    `${home}/sentinel.db: row 3 missing from index entry_subject`,
    database({ damage: "row 3 missing from index entry_subject" }),
    `mkdir ${home}/sentinel.db.damaged && mv ${home}/sentinel.db ${home}/sentinel.db-* ${home}/sentinel.db.damaged`,
  ],
  [
    "a database of a newer version",
    "database",
    "problem",
    "version 9, and this Sentinel knows 3",
    database({ version: 9 }),
  ],

  [
    "a service that fails",
    "service",
    "problem",
    "sentinel.shop is failing, last end: exit code 78",
    service({ state: "failing", pid: null, lastEnd: { code: 78 } }),
    "sentinel service logs",
  ],
  [
    "a service that is disabled",
    "service",
    "warning",
    "sentinel.shop is disabled",
    service({ state: "disabled", pid: null }),
    "sentinel service status",
  ],
  [
    "a service that its manager has forgotten",
    "service",
    "warning",
    "sentinel.shop is not known to its manager",
    service({ state: "not installed", pid: null }),
    "sentinel service install",
  ],
  [
    "a service in an unknown state",
    "service",
    "warning",
    "sentinel.shop is in an unknown state",
    service({ state: "unknown", pid: null }),
    "sentinel service status",
  ],
  [
    "a service beside another daemon",
    "service",
    "warning",
    "sentinel.shop (pid 4711) waits for the home, which another daemon has (pid 12)",
    service({}, 12),
    "sentinel service restart",
  ],
  [
    "a service with a problem of its own",
    "service",
    "warning",
    "sentinel.shop is running: it ends when the user logs out",
    service({
      problems: [{ what: "it ends when the user logs out", remedy: "run `loginctl enable-linger`" }],
    }),
  ],
  [
    "a service whose manager does not answer",
    "service",
    "warning",
    "sentinel.shop: no bus",
    judgeService({ service: { label: "sentinel.shop", unanswered: "no bus" }, daemon: null, manager: null }),
  ],

  [
    "a home of an earlier version",
    "legacy-home",
    "warning",
    "/home/ann/.sentinel itself holds a tree",
    judgeLegacy({ folder: "/home/ann/.sentinel", isHome: true }),
  ],
];

describe("doctor judges", () => {
  for (const [what, id, verdict, found, findings, command] of cases)
    it(what, () => {
      const finding = findings.find((one) => one.id === id);
      expect(finding).toMatchObject({ id, verdict, found });
      if (verdict !== "ok") expect(finding?.command).toBe(command);
    });

  it("each check in some of these cases as badly as its row says, and never worse", () => {
    const order: ReadonlyArray<Verdict> = ["ok", "warning", "problem"];
    const worst = Object.fromEntries(Object.keys(rows).map((id): [string, Verdict] => [id, "ok"]));
    for (const [, , , , findings] of cases)
      for (const { id, verdict } of findings)
        if (order.indexOf(verdict) > order.indexOf(worst[id] ?? "ok")) worst[id] = verdict;
    expect(worst).toEqual(Object.fromEntries(Object.entries(rows).map(([id, row]) => [id, row.worst])));
  });
});

describe("--fix", () => {
  const fixOf = (id: string, findings: Findings) => {
    const { fix, leaves } = findings.find((one) => one.id === id) ?? {};
    return { fix, leaves };
  };
  const processesLeft = { left: [well.marked(9)], unknown: [well.marked(10)] };

  it("ends what a run has left, but no process whose run is not known", () => {
    expect(fixOf("leftover-processes", processes(processesLeft)).fix).toEqual({
      kind: "end processes",
      processes: [well.marked(9)],
    });
    expect(fixOf("leftover-processes", processes({ unknown: [well.marked(10)] }))).toEqual({
      fix: undefined,
      leaves: "the home does not know their runs",
    });
  });

  it("leaves to a daemon what a run has left in its home", () => {
    expect(fixOf("leftover-processes", processes({ ...processesLeft, isHeld: true })).fix).toBeUndefined();
    expect(fixOf("stale-runs", processes({ staleRuns: ["/1"], isHeld: true })).fix).toBeUndefined();
    expect(fixOf("format", stored({ format: null, isHeld: true })).fix).toBeUndefined();
  });

  it("never ends runs that the next daemon adopts", () => {
    expect(fixOf("runs-without-daemon", processes({ live: ["db (pid 7)"] })).fix).toBeUndefined();
    expect(rows["runs-without-daemon"]?.fix).toHaveProperty("leaves");
  });

  it("writes no format over one that it does not understand", () => {
    for (const format of [3, Number.NaN])
      expect(fixOf("format", stored({ format }))).toEqual({ fix: undefined, leaves: expect.any(String) });
  });

  it("takes nothing from the owner of a private file", () => {
    const entries = [{ path: `${home}/sentinel.db`, mode: 0o664, uid: 1000 }];
    expect(fixOf("private-files", folder({ entries, isHeld: false })).fix).toEqual({
      kind: "set modes",
      paths: [{ path: `${home}/sentinel.db`, mode: 0o600 }],
    });
  });

  it("is promised by the rows where a finding has it, and nowhere else", () => {
    const all = cases.flatMap(([, , , , findings]) => findings);
    const fixed = new Set(all.filter(({ fix }) => fix !== undefined).map(({ id }) => id));
    const promised = Object.keys(rows).filter((id) => "does" in (rows[id]?.fix ?? {}));
    expect([...fixed].sort()).toEqual(promised.sort());
  });
});

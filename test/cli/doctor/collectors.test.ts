import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { clockFacts, futureOf, jumpOf } from "../../../src/cli/doctor/collect/clock.ts";
import { diskFacts } from "../../../src/cli/doctor/collect/disk.ts";
import { homeFacts } from "../../../src/cli/doctor/collect/home.ts";
import { limitFacts } from "../../../src/cli/doctor/collect/limits.ts";
import { memoryFacts } from "../../../src/cli/doctor/collect/memory.ts";
import { networkFuse, placeFacts } from "../../../src/cli/doctor/collect/place.ts";
import { programFacts } from "../../../src/cli/doctor/collect/program.ts";
import { serviceFacts } from "../../../src/cli/doctor/collect/service.ts";
import { onPath, printedBy } from "../../../src/cli/doctor/collect/system.ts";
import { judgePlace } from "../../../src/cli/doctor/judge/place.ts";
import { loadingProblem } from "../../../src/offline/doctor/native.ts";
import { heldByOthers } from "../../../src/offline/doctor/ports.ts";
import { showsEnvironments } from "../../support/listedProcesses.ts";
import { needs } from "../../support/needs.ts";

/** For tests of what only /proc tells. */
const needsProc = needs(showsEnvironments ? null : "needs /proc");

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-doctor-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Write files, by their paths below the folder; its path. */
const tree = (files: Readonly<Record<string, string>>): string => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};

/** A process that has done what the script says; it ends with the test. */
const processAfter = async (script: string, env: NodeJS.ProcessEnv = process.env): Promise<ChildProcess> => {
  const started = spawn("/bin/sh", ["-c", `${script}\necho done; exec sleep 1000`], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void started.kill("SIGKILL"));
  if (started.stdout) await once(started.stdout, "data");
  return started;
};

const pidOf = ({ pid }: ChildProcess): number => {
  if (pid === undefined) throw new Error("it has not started");
  return pid;
};

describe("the limits", () => {
  needsProc("are those of the daemon's process", async () => {
    const daemon = pidOf(await processAfter("ulimit -Sn 200; ulimit -Hn 300"));
    expect((await limitFacts(daemon)).descriptors).toMatchObject({
      ...{ of: "the daemon", soft: 200, limit: 300, used: expect.any(Number) },
    });
  });

  needsProc("of inotify are compared with the watches that the user's processes have", async () => {
    tree(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [String(index), ""])));
    const watches = Array.from({ length: 50 }, (_, index) => watch(join(folder, String(index))));
    onTestFinished(() => {
      for (const one of watches) one.close();
    });
    const { watches: found, instances } = await limitFacts(null);
    expect(found?.limit).toBe(Number(readFileSync("/proc/sys/fs/inotify/max_user_watches", "utf8")));
    expect(found?.used).toBeGreaterThanOrEqual(50);
    expect(instances?.used).toBeGreaterThanOrEqual(1);
  });

  needsProc("of processes count the threads of the user", async () => {
    const { processes } = await limitFacts(null);
    expect(processes?.limit).toBeGreaterThan(0);
    // Node has several threads.
    expect(processes?.used).toBeGreaterThan(4);
  });
});

describe("the limit of a control group", () => {
  const limits = "Max open files 10 20 files\n";

  it("is the tightest of the groups above a process", async () => {
    const proc = tree({
      "proc/self/limits": limits,
      "proc/self/cgroup": "0::/machine/app\n",
      "groups/machine/app/pids.max": "max\n",
      "groups/machine/app/pids.current": "7\n",
      "groups/machine/pids.max": "100\n",
      "groups/machine/pids.current": "90\n",
    });
    const found = await limitFacts(null, { proc: join(proc, "proc"), cgroups: join(proc, "groups") });
    expect(found.pids).toEqual({ limit: 100, used: 90, group: join(folder, "groups/machine") });
  });

  it("is found in the first version of control groups, too", async () => {
    tree({
      "proc/self/limits": limits,
      "proc/self/cgroup": "9:name=systemd:/\n8:pids:/docker/1\n",
      "groups/pids/docker/1/pids.max": "64\n",
      "groups/pids/docker/1/pids.current": "3\n",
    });
    const found = await limitFacts(null, { proc: join(folder, "proc"), cgroups: join(folder, "groups") });
    expect(found.pids).toMatchObject({ limit: 64, used: 3 });
  });

  it("on memory counts, where it leaves less than the machine", () => {
    tree({
      "proc/meminfo": "MemTotal:  1000000 kB\nMemAvailable:  800000 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n",
      "proc/pressure/memory": "some avg10=1.00 avg60=12.50 avg300=0.00 total=0\n",
      "proc/self/cgroup": "0::/app\n",
      "groups/app/memory.max": "100000000\n",
      "groups/app/memory.current": "90000000\n",
      "groups/app/memory.stat": "anon 1\ninactive_file 4000000\n",
    });
    const found = memoryFacts(null, { proc: join(folder, "proc"), cgroups: join(folder, "groups") });
    expect(found).toMatchObject({ memory: { total: 100e6, available: 14e6 }, stalled: 12.5, oom: null });
  });
});

describe("where there is no /proc", () => {
  it("a shell tells the limits", async () => {
    const { descriptors, pids, watches } = await limitFacts(null, {
      proc: join(folder, "none"),
      cgroups: folder,
    });
    expect(descriptors?.limit).toBeGreaterThan(0);
    expect([pids, watches]).toEqual([null, null]);
  });
});

describe("the memory", () => {
  needsProc("is that of the machine, with how its daemon ranks", async () => {
    const daemon = pidOf(await processAfter("echo 300 >/proc/self/oom_score_adj"));
    const { memory, oom } = memoryFacts(daemon);
    expect(memory?.total).toBeLessThanOrEqual(totalmem());
    expect(memory?.available).toBeGreaterThan(0);
    expect(oom).toEqual({ adjustment: 300, of: `the daemon (pid ${daemon})` });
  });
});

describe("the clock", () => {
  needsProc("has jumped if a run has another age by it than by the system", async () => {
    const startedAt = Date.now();
    const pid = pidOf(await processAfter(""));
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const shimStartedAt = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
    const run = { path: "db", run: 1, pid, startedAt, shimStartedAt };
    // A busy machine may start it late.
    expect(Math.abs(jumpOf([run])?.by ?? Number.NaN)).toBeLessThan(60_000);
    const before = { ...run, path: "web", startedAt: startedAt - 10 * 3_600_000 };
    const jump = jumpOf([run, before, { ...run, shimStartedAt: null }]);
    expect(jump?.since).toBe("web");
    expect((jump?.by ?? 0) / 3_600_000).toBeCloseTo(10, 1);
    expect(jumpOf([])).toBeNull();
  });

  needsProc("has the time zone of the daemon's environment beside this one", async () => {
    const daemon = pidOf(await processAfter("", { ...process.env, TZ: "Asia/Tokyo" }));
    expect(await clockFacts(null, daemon, [])).toMatchObject({
      daemonVariable: "Asia/Tokyo",
      ownVariable: process.env.TZ ?? null,
    });
  });
});

describe("files of a home", () => {
  it("that are dated in the future show that the clock was set back", () => {
    tree({ a: "", b: "" });
    expect(futureOf(folder) ?? 0).toBeLessThan(60_000);
    const tomorrow = Date.now() / 1_000 + 86_400;
    utimesSync(join(folder, "b"), tomorrow, tomorrow);
    expect((futureOf(folder) ?? 0) / 3_600_000).toBeCloseTo(24, 1);
  });

  it("have modes and owners", () => {
    tree({ "sentinel.db": "" });
    chmodSync(folder, 0o750);
    chmodSync(join(folder, "sentinel.db"), 0o640);
    const { folder: found, entries, problem, uid } = homeFacts(folder, false);
    expect(found).toEqual({ path: folder, mode: 0o750, uid });
    expect(entries).toEqual([{ path: join(folder, "sentinel.db"), mode: 0o640, uid }]);
    expect(problem).toBeNull();
    expect(homeFacts(join(folder, "sentinel.db"), false).problem).toContain("is a file, not a folder");
    expect(homeFacts(join(folder, "later"), false)).toMatchObject({ folder: null, problem: null });
  });
});

describe("where a home is", () => {
  it("is seen through links, also of a home that does not exist yet", () => {
    const [before, user] = [process.env.HOME, join(folder, "ann")];
    onTestFinished(() => {
      process.env.HOME = before;
    });
    process.env.HOME = user;
    tree({ "ann/Dropbox/.dropbox": "" });
    symlinkSync(join(user, "Dropbox"), join(folder, "link"));
    const facts = placeFacts(join(folder, "link/later/home"));
    expect(facts).toMatchObject({ path: join(user, "Dropbox/later/home"), userFolder: user });
    expect(judgePlace(facts)).toContainEqual(
      expect.objectContaining({ id: "synchronised-folder", found: "Dropbox copies it" }),
    );
  });

  it("is a network file system of FUSE by the mount that it is on", () => {
    const mountinfo = [
      "1 0 8:1 / / rw - ext4 /dev/sda1 rw",
      "2 1 0:50 / /srv rw - fuse.sshfs ann@nas:/ rw",
      "3 2 8:2 / /srv/local\\040disk rw - ext4 /dev/sdb1 rw",
      "4 1 0:51 / /over rw - fuse.fuse-overlayfs fuse-overlayfs rw",
    ].join("\n");
    expect(networkFuse("/srv/home", mountinfo)).toBe("sshfs");
    expect(networkFuse("/srv/local disk/home", mountinfo)).toBeNull();
    expect(networkFuse("/srvx", mountinfo)).toBeNull();
    expect(networkFuse("/over/home", mountinfo)).toBeNull();
  });

  it("has a disk", () => {
    const { free, total } = diskFacts(folder);
    expect(free).toBeGreaterThan(0);
    expect(total).toBeGreaterThanOrEqual(free);
  });
});

describe("the program", () => {
  it("is complete in a folder with all of its parts only", () => {
    const dist = join(import.meta.dirname, "../../../dist");
    expect(programFacts(dist, []).missingFiles).toEqual([]);
    expect(programFacts(folder, []).missingFiles).toContain(join(folder, "daemon.js"));
  });

  it("is found by the PATH", async () => {
    tree({ "bin/mkfifo": "" });
    const path = `:${join(folder, "bin")}`;
    expect(onPath("mkfifo", path)).toBeNull();
    chmodSync(join(folder, "bin/mkfifo"), 0o755);
    expect(onPath("mkfifo", path)).toBe(join(folder, "bin/mkfifo"));
    expect(await printedBy(join(folder, "none"))).toBeNull();
    expect(await printedBy("/bin/sh", "-c", "echo 1; exit 1")).toBeNull();
  });

  it("has native modules for one version of Node", () => {
    const message = `The module '/x/better_sqlite3.node'
was compiled against a different Node.js version using
NODE_MODULE_VERSION 108. This version of Node.js requires
NODE_MODULE_VERSION 115. Please try re-compiling or re-installing`;
    expect(loadingProblem(new Error(message))).toBe(
      `built for another version of Node (module version 108; ${process.version} needs 115)`,
    );
    expect(loadingProblem(new Error("Cannot find native binding.\nat x"))).toBe(
      "Cannot find native binding.",
    );
  });
});

describe("a service", () => {
  it("is looked for where one is installed, and an unusable answer is shown", async () => {
    const definition = join(folder, "shop.plist");
    tree({
      "service.json": JSON.stringify({ format: 1, label: "no-such-service", scope: "user", definition }),
    });
    expect((await serviceFacts(folder, null)).service).toBeNull();
    writeFileSync(definition, "");
    const { service } = await serviceFacts(folder, 12);
    expect(service).toMatchObject({ label: "no-such-service" });
  });
});

describe("a port", () => {
  needsProc("is held by others, unless its holder carries the mark of the child", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await heldByOthers(folder, [{ path: "web", port }])).toEqual([
      { path: "web", port, pid: process.pid, holder: expect.stringContaining(`pid ${process.pid}`) },
    ]);
    server.close();
    await once(server, "close");
    expect(await heldByOthers(folder, [{ path: "web", port }])).toEqual([]);
    const listen = `require("net").createServer().listen(${port}, "127.0.0.1", () => console.log("listening"))`;
    const child = spawn(process.execPath, ["-e", listen], {
      env: { ...process.env, SENTINEL_RUN: `${folder}:web:1` },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child.stdout, "data");
    expect(await heldByOthers(folder, [{ path: "web", port }])).toEqual([]);
    expect(await heldByOthers(folder, [{ path: "other", port }])).toMatchObject([{ pid: child.pid }]);
  });
});

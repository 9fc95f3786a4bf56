import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shimArguments, shimScript } from "../../src/adapters/node/process/shim/shim.ts";
import { limitWords } from "../../src/adapters/node/process/start/processLimits.ts";
import type { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Limits, SoftHard } from "../../src/domain/tree/Limits.ts";
import { needs, needsOwnProc, needsRoot } from "../support/needs.ts";
import { inWorld, serviceOf, type World } from "./world.ts";

const both = (amount: SoftHard["soft"]): SoftHard => ({ soft: amount, hard: amount });

/** The soft and hard limits of a process, by the kernel's names. */
const limitsIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/^(Max [a-z ]+?) {2,}(\S+) +(\S+)/gm)].map(([, name, soft, hard]) => [
      name,
      `${soft}:${hard}`,
    ]),
  );

const all: Limits = {
  openFiles: { soft: 64, hard: 128 },
  core: both(0),
  fileSize: { soft: 1_000_000, hard: 2_000_000 },
  stack: { soft: 4 * 1024 * 1024, hard: "unlimited" },
  cpuTimeMs: { soft: 60_000, hard: 90_500 },
  lockedMemory: both(64 * 1024),
  addressSpace: both(2 ** 32),
};

/** In blocks of 512 bytes; bash has larger ones. */
const rounded = (bytes: number, block: number): number => Math.ceil(bytes / block) * block;

const shownWith = (block: number) => ({
  "Max open files": "64:128",
  "Max core file size": "0:0",
  "Max file size": `${rounded(1_000_000, block)}:${rounded(2_000_000, block)}`,
  "Max stack size": `${4 * 1024 * 1024}:unlimited`,
  "Max cpu time": "60:91",
  "Max locked memory": "65536:65536",
  "Max address space": `${2 ** 32}:${2 ** 32}`,
});

describe("limits of a run", () => {
  const cat = (rest: Partial<ServiceSpec>) =>
    serviceOf(["waits"], { command: { argv: ["/bin/cat", "/proc/self/limits"] }, ...rest });

  needsOwnProc("are what the kernel has for its processes, and nothing else is changed", () =>
    inWorld(async ({ start }) => {
      const plain = await start(cat({}));
      await plain.end;
      const limited = await start(cat({ limits: all }));
      expect(await limited.end).toMatchObject({ exit: { code: 0 } });
      expect(limited.output("err")).toBe("");
      expect(limitsIn(limited.output())).toEqual({ ...limitsIn(plain.output()), ...shownWith(512) });
    }),
  );

  needsOwnProc("may be so small that the shim itself could not work under them", () =>
    inWorld(async ({ start }) => {
      const tiny: Limits = { openFiles: both(4), fileSize: both(0), cpuTimeMs: both(1000) };
      const run = await start(
        serviceOf(["waits"], { command: { argv: ["/bin/sh", "-c", "exit 3"] }, limits: tiny }),
      );
      expect(await run.end).toMatchObject({ exit: { code: 3 }, survivors: [] });
    }),
  );

  const aboveHard = { openFiles: both(2 ** 40) };

  it("that the system refuses fail the start, by name, and nothing runs", () =>
    inWorld(async ({ refusal, home }) => {
      expect(await refusal(cat({ limits: { core: both(0), ...aboveHard } }))).toMatchObject({
        _tag: "CannotRun",
        problem: "EPERM",
        message: expect.stringContaining("the system refuses limits.open_files"),
      });
      expect(readFileSync(join(home, "runs/child/1/out"), "utf8")).toBe("");
    }));

  needsRoot("of another user are refused above the hard limit, too", () =>
    inWorld(async ({ refusal }) => {
      const hard = Number(execFileSync("sh", ["-c", "ulimit -H -n"], { encoding: "utf8" }));
      const more = both(Number.isNaN(hard) ? 2 ** 40 : hard + 1);
      const limits = { openFiles: more };
      const wanted = serviceOf(["shows", "files"], {
        uid: 65534,
        limits,
        cwd: "/",
        command: { argv: ["/bin/true"] },
      });
      expect(await refusal(wanted)).toMatchObject({ problem: "EPERM" });
    }),
  );
});

describe("the shells that may be the shim's", () => {
  const inFolder = (body: (folder: string) => void): void => {
    const folder = mkdtempSync(join(tmpdir(), "sentinel-limits-"));
    execFileSync("mkfifo", [join(folder, "alive")]);
    for (const file of ["status", "out", "err"]) writeFileSync(join(folder, file), "");
    try {
      body(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  /** Run a shim; `shell` is linked under `name`, by which bash knows whether it is in POSIX mode. */
  const runShim = (folder: string, shell: string, name: string, limits: Limits): void => {
    const linked = join(folder, name);
    if (!existsSync(linked)) symlinkSync(shell, linked);
    const way = { place: "foreground", session: [], prefix: [] } as const;
    const settings = [folder, "-", "-", "1024", limitWords(limits, linked)] as const;
    const args = [
      "-c",
      shimScript,
      "shim",
      ...shimArguments(way, settings, ["/bin/cat", "/proc/self/limits"], false),
    ];
    spawnSync(linked, args, { cwd: folder });
  };

  for (const [shell, name, block] of [
    ["/bin/dash", "dash", 512],
    ["/bin/bash", "bash", 1024],
    ["/bin/bash", "sh", 512],
    ["/usr/bin/busybox", "sh", 512],
  ] as const) {
    const lacking = existsSync(shell) && existsSync("/proc/self/limits") ? null : `needs ${shell} and /proc`;
    needs(lacking)(`${shell} as ${name} sets every limit`, () =>
      inFolder((folder) => {
        runShim(folder, shell, name, all);
        expect(limitsIn(readFileSync(join(folder, "out"), "utf8"))).toMatchObject(shownWith(block));
      }),
    );
    needs(lacking)(`${shell} as ${name} tells which limit is refused`, () =>
      inFolder((folder) => {
        runShim(folder, shell, name, { core: both(0), openFiles: both(2 ** 40) });
        const status = readFileSync(join(folder, "status"), "utf8");
        expect(status).toContain("\nrefused open_files\n");
        expect(status).not.toContain("\nchild ");
        expect(readFileSync(join(folder, "out"), "utf8")).toBe("");
      }),
    );
  }
});

describe("the priority of a run", () => {
  const nice = async ({ start }: World, rest: Partial<ServiceSpec>): Promise<number> => {
    const run = await start(serviceOf(["waits"], { command: { argv: ["/bin/sleep", "60"] }, ...rest }));
    return getPriority(run.pid);
  };

  it("is the declared one, whatever that of the daemon is", () =>
    inWorld(async (world) => {
      const own = getPriority();
      expect(await nice(world, {})).toBe(own);
      expect(await nice(world, { nice: Math.min(19, own + 7) })).toBe(Math.min(19, own + 7));
    }));

  needsRoot("is higher than the daemon's for root only", () =>
    inWorld(async (world) => {
      expect(await nice(world, { nice: -3 })).toBe(-3);
      const wanted = serviceOf(["waits"], {
        nice: -3,
        uid: 65534,
        cwd: "/",
        command: { argv: ["/bin/true"] },
      });
      expect(await world.refusal(wanted)).toMatchObject({
        problem: "EPERM",
        message: expect.stringContaining("nice: -3 is not permitted"),
      });
    }),
  );
});

describe("what is in force for a run", () => {
  needsOwnProc("is read from the kernel", () =>
    inWorld(async ({ start }) => {
      const limits: Limits = { openFiles: { soft: 64, hard: 128 }, core: both(0), cpuTimeMs: both(60_000) };
      const argv = ["/bin/sleep", "60"] as const;
      const run = await start(serviceOf(["waits"], { command: { argv }, limits, nice: 15 }));
      const found = run.process.inForce?.();
      expect(found).toMatchObject({ nice: 15, limits });
      expect(found?.limits).toHaveProperty("stack");
    }),
  );
});

import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ServiceSpec } from "../../src/domain/ChildSpec.ts";
import { needsRoot } from "../support/needs.ts";
import { inWorld, serviceOf, type World } from "./world.ts";

const show = async ({ start }: World, what: string, rest: Partial<ServiceSpec> = {}, path = "child") => {
  const run = await start(serviceOf(["shows", what], rest), path);
  expect(await run.end).toMatchObject({ exit: { code: 0 }, survivors: [] });
  expect(run.output("err")).toBe("");
  return run;
};

const environment = async (world: World, rest: Partial<ServiceSpec>, path?: string) => {
  const run = await world.start(
    serviceOf(["waits"], { command: { argv: ["/usr/bin/env", "-0"] }, ...rest }),
    path,
  );
  await run.end;
  const shown = run.output();
  return Object.fromEntries(
    shown
      .split("\0")
      .filter((line) => line !== "")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
};

const withOwn = async (names: Readonly<Record<string, string>>, body: () => Promise<void>): Promise<void> => {
  Object.assign(process.env, names);
  try {
    await body();
  } finally {
    for (const name of Object.keys(names)) delete process.env[name];
  }
};

const pick = (names: ReadonlyArray<string>) =>
  Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );

const base = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"];

describe("the environment of a run", () => {
  it("is the base, what is declared and what names the run, and nothing else", () =>
    withOwn({ LEFT_OUT: "1" }, () =>
      inWorld(async (world) => {
        expect(await environment(world, { env: { PORT: "3000", HOME: "/elsewhere" } }, "web/api#2")).toEqual({
          ...pick(base),
          PORT: "3000",
          HOME: "/elsewhere",
          SENTINEL_PATH: "web/api#2",
          SENTINEL_REPLICA: "2",
          SENTINEL_RUN: `${world.home}:web/api#2:1`,
        });
      }),
    ));

  it("has what is inherited by name, or all of the daemon's but what speaks of the daemon itself", () =>
    withOwn({ WANTED: "1", OTHER: "2", SENTINEL_REPLICA: "9", NODE_CHANNEL_FD: "77" }, () =>
      inWorld(async (world) => {
        const named = await environment(world, { inheritEnv: ["WANTED"] });
        expect(named).toMatchObject({ WANTED: "1" });
        expect(named).not.toHaveProperty("OTHER");
        const all = await environment(world, { inheritEnv: "all" });
        expect(all).toMatchObject({ WANTED: "1", OTHER: "2" });
        for (const own of ["SENTINEL_REPLICA", "NODE_CHANNEL_FD", "PWD", "SHLVL"]) {
          expect(all).not.toHaveProperty(own);
        }
      }),
    ));

  it("comes through the shim unchanged, whatever a shell thinks of it", () =>
    inWorld(async (world) => {
      const env = {
        IFS: ":",
        PWD: "/not/where/it/is",
        OPTIND: "7",
        PPID: "1",
        "spring.name": "it's 'quoted' $HOME `x`",
        "a b": "two\nlines\n",
        EMPTY: "",
        sentinel_cwd: "/",
        dir: "mine",
        pid: "mine",
        umlaut: "ä€😀",
      };
      expect(await environment(world, { env })).toMatchObject(env);
    }));
});

describe("what a run is started with", () => {
  it("its command leads a process group of its own", () =>
    inWorld(async (world) => {
      const run = await show(world, "group");
      expect(run.output()).toBe(`${run.pid} ${run.pid}\n`);
    }));

  it("no signal is ignored or blocked", () =>
    inWorld(async (world) => {
      expect((await show(world, "signals")).output()).toMatch(/^SigBlk:\s0+\nSigIgn:\s0+\n$/);
    }));

  it("nothing is open but input, output and error, and what our own parent left open for everybody", () =>
    inWorld(async (world) => {
      const plain = spawnSync("ls", ["/proc/self/fd"], {
        stdio: ["ignore", "pipe", "ignore"],
        encoding: "utf8",
      });
      expect((await show(world, "descriptors")).output()).toBe(plain.stdout);
    }));

  it("standard input is empty", () =>
    inWorld(async (world) => {
      expect((await show(world, "input")).output()).toBe("/dev/null\n");
    }));

  it("the umask is the declared one", () =>
    inWorld(async (world) => {
      expect((await show(world, "umask", { umask: 0o027 })).output()).toBe("0027\n");
      expect((await show(world, "umask", { umask: 0 })).output()).toBe("0000\n");
    }));

  it("the working directory is the declared one, also through a link", () =>
    inWorld(async (world) => {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-folder-")));
      try {
        symlinkSync(folder, join(world.home, "link"));
        const run = await show(world, "folder", { cwd: join(world.home, "link") });
        expect(run.output()).toBe(`${folder}\n`);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }));

  it("a shell command is run by /bin/sh", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["waits"], { command: { shell: 'echo "a  b" | tr a c; exit 9' } }));
      expect(await run.end).toMatchObject({ exit: { code: 9 }, survivors: [] });
      expect(run.output()).toBe("c  b\n");
    }));

  needsRoot("user and group are the declared ones, without groups of ours", () =>
    inWorld(async (world) => {
      const shown = await show(world, "user", { uid: 65534, gid: 65533 });
      expect(shown.output()).toBe("65534\n65533\n65533\n");
    }),
  );

  needsRoot("a user's own group and home go with the user", () =>
    inWorld(async (world) => {
      const spec = { uid: 1, command: { shell: "id -g; echo $HOME $USER $LOGNAME" } };
      const run = await world.start(serviceOf(["waits"], spec));
      expect((await run.end).exit).toEqual({ code: 0 });
      expect(run.output()).toBe("1\n/usr/sbin daemon daemon\n");
    }),
  );

  it("another user is refused to a daemon that isn't root", () =>
    inWorld(async ({ refusal }) => {
      const { getuid } = process;
      Object.assign(process, { getuid: () => 65534 });
      try {
        expect(await refusal(serviceOf(["waits"], { uid: 1 }))).toMatchObject({ problem: "EACCES" });
      } finally {
        Object.assign(process, { getuid });
      }
    }));
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of the file
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import { needs, needsOtherUsers, needsOwnProc, needsRoot } from "../support/needs.ts";
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

/** A user who is in more groups than the primary one, with what `id -G` says of it; null where there is none. */
const userWithGroups = (): {
  readonly name: string;
  readonly uid: number;
  readonly groups: string;
} | null => {
  const members = readFileSync("/etc/group", "utf8").matchAll(/^[^:]*:[^:]*:\d+:([^,\n]+)/gm);
  for (const [, name = ""] of members) {
    const uid = Number(spawnSync("id", ["-u", name], { encoding: "utf8" }).stdout);
    const groups = spawnSync("id", ["-G", name], { encoding: "utf8" }).stdout;
    if (uid > 0 && groups.includes(" ")) return { name, uid, groups };
  }
  return null;
};

/** What a login would set of the user that the tests run as. */
const ownNames = (): Readonly<Record<string, string>> => {
  const { username, homedir, shell } = userInfo();
  return { HOME: homedir, USER: username, LOGNAME: username, SHELL: shell ?? "" };
};

const base = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"];

describe("the environment of a run", () => {
  it("is the base, the declared variables and the mark of the run, and nothing else", () =>
    withOwn({ LEFT_OUT: "1" }, () =>
      inWorld(async (world) => {
        expect(await environment(world, { env: { PORT: "3000", HOME: "/elsewhere" } }, "web/api#2")).toEqual({
          ...ownNames(),
          ...pick(base),
          PORT: "3000",
          HOME: "/elsewhere",
          SENTINEL_PATH: "web/api#2",
          SENTINEL_REPLICA: "2",
          SENTINEL_RUN: `${world.home}:web/api#2:1`,
        });
      }),
    ));

  // R17: a daemon that init has started has none of these, and so its children had none.
  it("has the names of the daemon's user if the daemon's environment lacks them", () =>
    inWorld(async (world) => {
      const before = { ...process.env };
      for (const name of ["HOME", "USER", "LOGNAME", "SHELL"]) delete process.env[name];
      try {
        expect(await environment(world, {}, "none")).toMatchObject(ownNames());
        process.env.HOME = "/elsewhere";
        expect(await environment(world, {}, "some")).toMatchObject({ ...ownNames(), HOME: "/elsewhere" });
      } finally {
        Object.assign(process.env, before);
        if (before.HOME === undefined) delete process.env.HOME;
      }
    }));

  it("has variables inherited by name, or all of the daemon's except those about the daemon itself", () =>
    withOwn(
      {
        WANTED: "1",
        OTHER: "2",
        SENTINEL_REPLICA: "9",
        NODE_CHANNEL_FD: "77",
        XPC_SERVICE_NAME: "sentinel.shop",
        XPC_FLAGS: "0x0",
      },
      () =>
        inWorld(async (world) => {
          const named = await environment(world, { inheritEnv: ["WANTED"] });
          expect(named).toMatchObject({ WANTED: "1" });
          expect(named).not.toHaveProperty("OTHER");
          const all = await environment(world, { inheritEnv: "all" });
          expect(all).toMatchObject({ WANTED: "1", OTHER: "2" });
          for (const own of [
            "SENTINEL_REPLICA",
            "NODE_CHANNEL_FD",
            "PWD",
            "SHLVL",
            "XPC_SERVICE_NAME",
            "XPC_FLAGS",
          ]) {
            expect(all).not.toHaveProperty(own);
          }
        }),
    ));

  it("passes through the shim unchanged, even if it is special in a shell", () =>
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

  // env took such a program for one more variable.
  it("arrives at a program with a `=` in its path, even if a shell would not pass it on", () =>
    inWorld(async ({ home, start }) => {
      const folder = join(home, "a=b");
      mkdirSync(folder);
      symlinkSync("/usr/bin/printenv", join(folder, "printenv"));
      const command = { argv: [join(folder, "printenv"), "spring.name"] } as const;
      const run = await start(serviceOf(["waits"], { command, env: { "spring.name": "one" } }));
      expect((await run.end).exit).toEqual({ code: 0 });
      expect(run.output()).toBe("one\n");
    }));
});

// R20: a replica number was refused in the file, and arrived as it stood.
describe("the instance number", () => {
  const numbered = {
    interpolatesReplica: true,
    env: { PORT: "300${SENTINEL_REPLICA}", LITERAL: "$${SENTINEL_REPLICA}", COST: "5$$${SENTINEL_REPLICA}" },
  } as const;

  it("is in the environment if that is a template", () =>
    inWorld(async (world) => {
      expect(await environment(world, numbered, "api#3")).toMatchObject({
        PORT: "3003",
        LITERAL: "${SENTINEL_REPLICA}",
        COST: "5$3",
      });
      expect(await environment(world, { env: { PORT: "300${SENTINEL_REPLICA}" } }, "api#4")).toMatchObject({
        PORT: "300${SENTINEL_REPLICA}",
      });
    }));

  it("is in the command, with and without a shell", () =>
    inWorld(async ({ start }) => {
      for (const command of [
        { argv: ["printf", "%s %s", "300${SENTINEL_REPLICA}", "$${SENTINEL_REPLICA}"] },
        { shell: "printf '%s %s' '300${SENTINEL_REPLICA}' '$${SENTINEL_REPLICA}'" },
      ] as const) {
        const run = await start(serviceOf(["waits"], { interpolatesReplica: true, command }), "api#12");
        await run.end;
        expect(run.output()).toBe("30012 ${SENTINEL_REPLICA}");
      }
    }));
});

describe("the process attributes of a run", () => {
  it("its command leads its own process group", () =>
    inWorld(async (world) => {
      const run = await show(world, "group");
      expect(run.output()).toBe(`${run.pid} ${run.pid}\n`);
    }));

  needsOwnProc("no signal is ignored or blocked", () =>
    inWorld(async (world) => {
      expect((await show(world, "signals")).output()).toMatch(/^SigBlk:\s0+\nSigIgn:\s0+\n$/);
    }),
  );

  it("nothing is open except input, output and error, and what our own parent left open", () =>
    inWorld(async (world) => {
      const plain = spawnSync("ls", ["/dev/fd"], {
        stdio: ["ignore", "pipe", "ignore"],
        encoding: "utf8",
      });
      expect((await show(world, "descriptors")).output()).toBe(plain.stdout);
    }));

  needsOwnProc("standard input is empty", () =>
    inWorld(async (world) => {
      expect((await show(world, "input")).output()).toBe("/dev/null\n");
    }),
  );

  it("the umask is the declared one", () =>
    inWorld(async (world) => {
      expect((await show(world, "umask", { umask: 0o027 })).output()).toBe("0027\n");
      expect((await show(world, "umask", { umask: 0 })).output()).toBe("0000\n");
    }));

  it("the working directory is the declared one, even through a link", () =>
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

  needsOtherUsers("user and group are the declared ones, without groups of ours", () =>
    inWorld(async (world) => {
      const shown = await show(world, "user", { uid: 65534, gid: 65533 });
      expect(shown.output()).toBe("65534\n65533\n65533\n");
    }),
  );

  needsRoot("a user's own group, home and shell go with the user, by number or by name", () =>
    inWorld(async (world) => {
      for (const uid of [1, "daemon"]) {
        const spec = { uid, command: { shell: "id -g; echo $HOME $USER $LOGNAME $SHELL" } };
        const run = await world.start(serviceOf(["waits"], spec), `child-${uid}`);
        expect((await run.end).exit).toEqual({ code: 0 });
        expect(run.output()).toBe("1\n/usr/sbin daemon daemon /usr/sbin/nologin\n");
      }
    }),
  );

  // R16: a uid came with its primary group alone.
  const member = userWithGroups();
  const needsMember = needs(
    process.getuid?.() !== 0
      ? "needs root"
      : member === null
        ? "needs a user with supplementary groups"
        : null,
  );
  needsMember("all groups of a user go with the user, as with su", () =>
    inWorld(async ({ start }) => {
      const { name, uid, groups } = member ?? { name: "", uid: 0, groups: "" };
      for (const [path, who] of Object.entries({ named: name, numbered: uid })) {
        const run = await start(serviceOf(["waits"], { uid: who, command: { argv: ["id", "-G"] } }), path);
        expect((await run.end).exit).toEqual({ code: 0 });
        expect(run.output()).toBe(groups);
      }
    }),
  );

  needsRoot("supplementary groups are the declared ones, by number or by name", () =>
    inWorld(async ({ start }) => {
      const command = { shell: "id -u; id -G" };
      const said = async (spec: Partial<ServiceSpec>, path: string): Promise<string> => {
        const run = await start(serviceOf(["waits"], { command, ...spec }), path);
        expect(run.output("err")).toBe("");
        expect((await run.end).exit).toEqual({ code: 0 });
        return run.output();
      };
      expect(await said({ uid: "nobody", gid: "daemon", groups: ["adm", 44] }, "both")).toBe(
        "65534\n1 4 44\n",
      );
      expect(await said({ uid: "nobody", groups: [] }, "none")).toBe("65534\n65534\n");
      expect(await said({ groups: [4, 44] }, "own")).toBe(`0\n${process.getgid?.()} 4 44\n`);
      expect(await said({ groups: [] }, "dropped")).toBe(`0\n${process.getgid?.()}\n`);
    }),
  );

  it("an unknown user or group is a refusal that names it", () =>
    inWorld(async ({ refusal }) => {
      const advice = "on this machine; create it, or correct the name in the configuration";
      for (const [spec, message] of [
        [{ uid: "nosuchuser" }, `no user nosuchuser ${advice}`],
        [{ gid: "nosuchgroup" }, `no group nosuchgroup ${advice}`],
        [{ groups: ["nosuchgroup"] }, `no group nosuchgroup ${advice}`],
      ] as const)
        expect(await refusal(serviceOf(["waits"], spec))).toMatchObject({
          _tag: "CannotRun",
          problem: "ENOENT",
          message,
        });
    }));

  it("another user is refused if the daemon isn't root", () =>
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

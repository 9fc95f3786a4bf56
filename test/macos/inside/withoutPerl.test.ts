import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { findLauncher } from "../../../src/adapters/node/process/shim/launcher.ts";
import { afterDaemonDeath } from "../../process/daemonDeath.ts";
import { inWorld, lives, nextDaemon, serviceOf, until, wrap } from "../../process/world.ts";
import { withVariables } from "./imitation.ts";

const withoutPerl = (): void => withVariables({ IMITATE_WITHOUT: "perl" });

// macOS has had perl "not in future versions by default" since 10.15, and without it nothing started.
describe("a macOS without perl", () => {
  it("has Node give each command its session", async () => {
    expect(await findLauncher()).toMatchObject({ by: "perl", place: "background" });
    withoutPerl();
    const launcher = await findLauncher();
    expect(launcher).toMatchObject({ by: "node", place: "background", prefix: [] });
  });

  it("tells how a command ended", () => {
    withoutPerl();
    return inWorld(async ({ start }) => {
      const exit = async (...argv: readonly [string, ...ReadonlyArray<string>]) =>
        (await (await start(serviceOf(argv))).end).exit;
      expect(await exit("exits-with", "137")).toEqual({ code: 137 });
      expect(await exit("dies-by-signal", "KILL")).toEqual({ signal: "SIGKILL" });
      expect(await exit("dies-by-signal", "PIPE")).toEqual({ signal: "SIGPIPE" });
      expect(await exit("dies-by-signal", "USR1")).toEqual({ signal: "SIGUSR1" });
    });
  });

  it("stops a command with all that it has started", () => {
    withoutPerl();
    return inWorld(async ({ home, start }) => {
      const run = await start(serviceOf(["forks-child", "child"], { cwd: home }));
      await until(() => run.output().includes("ready"));
      await run.kill();
      expect(await run.end).toMatchObject({ exit: { signal: "SIGKILL" }, survivors: [] });
      const child = Number(readFileSync(join(home, "child"), "utf8"));
      await until(() => !lives(child));
    });
  });

  it("passes on the variables that Node would obey", () => {
    withoutPerl();
    return inWorld(async ({ start }) => {
      const env = { NODE_OPTIONS: "--no-such-option", DYLD_LIBRARY_PATH: "/opt/lib", PERL5LIB: "/nowhere" };
      const argv = ["/usr/bin/awk", 'BEGIN { for (name in ENVIRON) print name "=" ENVIRON[name] }'] as const;
      const run = await start(serviceOf(["waits"], { env, command: { argv } }));
      expect((await run.end).exit).toEqual({ code: 0 });
      const lines = run.output().split("\n");
      expect(lines).toEqual(
        expect.arrayContaining(Object.entries(env).map(([name, value]) => `${name}=${value}`)),
      );
      expect(run.output("err")).toBe("");
    });
  });

  it("lets a command be taken up by the next daemon, which learns of its end", () => {
    withoutPerl();
    return afterDaemonDeath(["waits"], async ({ home, pids, directoryOf }) => {
      const spawner = await nextDaemon(home);
      const { runs } = await Effect.runPromise(spawner.left);
      expect(runs.map(({ life }) => life)).toEqual(["live"]);
      const [run] = runs;
      if (run === undefined) throw new Error("nothing is left");
      const taken = wrap(await Effect.runPromise(spawner.adopt(run, run.spec)), directoryOf(0));
      expect([taken.pid]).toEqual(pids);
      process.kill(taken.pid, "SIGTERM");
      expect(await taken.end).toMatchObject({ exit: { signal: "SIGTERM" } });
    });
  });
});

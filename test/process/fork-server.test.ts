import { constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ForkServer } from "../../src/adapters/node/process/shim/ForkServer.ts";
import { daemonCredentials } from "../../src/adapters/node/process/users/credentials.ts";
import { noCrashPoints } from "../../src/ports/home/CrashPoints.ts";
import { describedProcesses } from "../support/listedProcesses.ts";
import { needs } from "../support/needs.ts";
import { inWorld, lives, serviceOf, until } from "./world.ts";

/** The pid of the fork server of a home. */
const forkServerOf = (home: string): number => {
  const server = ` ${join(home, "forks")}`;
  return describedProcesses().find(({ command }) => command.trim().endsWith(server))?.pid ?? Number.NaN;
};

describe("the fork server", () => {
  it("that was killed takes no run with it, and the next start has another", () =>
    inWorld(async ({ home, start }) => {
      const before = await start(serviceOf(["waits"]), "before");
      const server = forkServerOf(home);
      process.kill(server, "SIGKILL");
      await until(() => !lives(server));
      const after = await start(serviceOf(["exits-with", "7"]), "after");
      expect(await after.end).toMatchObject({ exit: { code: 7 }, survivors: [] });
      expect(lives(before.pid)).toBe(true);
      await before.ask();
      expect(await before.end).toMatchObject({ exit: { signal: "SIGTERM" }, survivors: [] });
    }));

  it("leaves no zombies", () =>
    inWorld(async ({ home, start }) => {
      const run = await start(serviceOf(["exits-with", "0"]));
      await run.end;
      const server = forkServerOf(home);
      const children = (): string =>
        describedProcesses()
          .filter(({ parent }) => parent === server)
          .map(({ command }) => command)
          .join();
      await until(() => children() === "");
    }));

  // It opened its FIFO by name: the daemon's death just before left it waiting for ever for somebody to write.
  it("ends with its daemon, even if that exited before it had started", async () => {
    const home = mkdtempSync(join(tmpdir(), "sentinel-forks-"));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const slowShell = join(home, "slow-shell");
    writeFileSync(slowShell, '#!/bin/sh\nsleep 0.3\nexec /bin/sh "$@"\n', { mode: 0o700 });
    const server = new ForkServer(slowShell, home, noCrashPoints);
    const order = {
      directory: join(home, "none"),
      environment: {},
      joining: null,
      arguments: [],
      credentials: daemonCredentials,
    };
    server.start(order, () => undefined);
    server.close();
    const pid = forkServerOf(home);
    onTestFinished(() => void (lives(pid) && process.kill(pid, "SIGKILL")));
    expect(lives(pid)).toBe(true);
    await until(() => !lives(pid));
  });

  // On macOS, /dev/fd/3 opens the same description: with the daemon's, which does not wait, the server ended at once.
  const withDescriptorFlags = needs(
    existsSync("/proc/self/fdinfo") ? null : "needs /proc to see a descriptor's flags",
  );
  withDescriptorFlags("reads from a descriptor of its own that waits", async () => {
    const home = mkdtempSync(join(tmpdir(), "sentinel-forks-"));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const shows = join(home, "shows-flags");
    writeFileSync(
      shows,
      `#!/bin/sh\ncat /proc/self/fdinfo/3 >${home}/now && mv ${home}/now ${home}/flags\n`,
      {
        mode: 0o700,
      },
    );
    const server = new ForkServer(shows, home, noCrashPoints);
    const nothing = {
      directory: home,
      environment: {},
      joining: null,
      arguments: [],
      credentials: daemonCredentials,
    };
    server.start(nothing, () => undefined);
    await until(() => existsSync(join(home, "flags")));
    server.close();
    const flags = /^flags:\s+([0-7]+)/m.exec(readFileSync(join(home, "flags"), "latin1"))?.[1] ?? "";
    expect(Number.parseInt(flags, 8) & constants.O_NONBLOCK).toBe(0);
  });

  it("passes on text that is special in a shell unchanged", () =>
    inWorld(async ({ start }) => {
      const awkward = `it's "quoted" $HOME \`date\` \\n ünï * # ; &\nnew line`;
      const run = await start(
        serviceOf(["waits"], {
          command: { argv: ["/bin/sh", "-c", 'printf "%s|%s" "$1" "$AWKWARD"', "sh", awkward] },
          env: { AWKWARD: awkward },
        }),
      );
      await run.end;
      expect(run.output()).toBe(`${awkward}|${awkward}`);
    }));
});

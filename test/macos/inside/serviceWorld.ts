import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ServiceState } from "../../../launchd/ServiceManager.ts";
import { eventually, makePlace, type Place, program, type Said } from "../../e2e/sentinel.ts";
import { endProcessesOf } from "../../support/processesOf.ts";

/** A tree's folder and home, a Library of its own, and launchd, which keeps its state there. */
export interface ServiceWorld extends Place {
  /** In place of ~/Library. */
  readonly library: string;
  readonly launchctl: (...args: ReadonlyArray<string>) => string;
  /** The same as `sentinel`, with node called by this path. */
  readonly sentinelBy: (node: string, ...args: ReadonlyArray<string>) => Promise<Said>;
  /** What `service status --json` prints. */
  readonly service: () => Promise<ServiceState & { readonly label: string }>;
  /** What the service's daemon has printed. */
  readonly log: () => string;
  /** Kill the service's daemon with -9 and wait for the next one, which launchd starts at once if it is told to. */
  readonly killAndRestart: () => Promise<void>;
}

/** The label of a service whose tree is named `shop`. */
export const label = "sentinel.shop";

export const serviceWorld = (yaml: string, variables: NodeJS.ProcessEnv = {}): ServiceWorld => {
  const user = mkdtempSync(join(tmpdir(), "sentinel-user-"));
  const state = join(user, "launchd");
  const library = join(user, "Library");
  mkdirSync(state);
  const env = { HOME: user, LAUNCHCTL_STATE: state, ...variables };
  const place = makePlace(yaml, env);
  const launchctl = (...args: ReadonlyArray<string>): string =>
    execFileSync("launchctl", args, { encoding: "utf8", env: { ...process.env, ...env } });
  onTestFinished(async () => {
    // The keepers end their jobs, and themselves.
    rmSync(state, { recursive: true, force: true, maxRetries: 10 });
    await place.leave();
    await endProcessesOf(user);
    rmSync(user, { recursive: true, force: true });
  });
  const log = join(library, "Logs", `${label}.log`);
  const service: ServiceWorld["service"] = async () => place.json("service", "status");
  const killAndRestart = async (): Promise<void> => {
    const { pid } = await service();
    if (pid === null) throw new Error("the service has no daemon");
    process.kill(pid, "SIGKILL");
    await eventually("the daemon has ended", async () => (await service()).pid !== pid);
    launchctl("kickstart", `gui/${process.getuid?.()}/${label}`);
    await eventually("the next daemon supervises", async () => {
      const status = await place.status().catch(() => null);
      return status !== null && status.daemon.pid !== pid;
    });
  };
  return {
    ...place,
    library,
    launchctl,
    sentinelBy: (node, ...args) =>
      new Promise((resolve) => {
        execFile(
          node,
          [program, ...args],
          { cwd: place.folder, env: { ...process.env, ...env, SENTINEL_HOME: place.home } },
          (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
        );
      }),
    service,
    log: () => (existsSync(log) ? readFileSync(log, "utf8") : ""),
    killAndRestart,
  };
};

/** The names of the plists of a world's user. */
export const plistsIn = ({ library }: ServiceWorld): ReadonlyArray<string> => {
  const folder = join(library, "LaunchAgents");
  return existsSync(folder) ? readdirSync(folder) : [];
};

/** The numbers that a child has printed, one a line: 1, 2, 3 … if no line was lost or doubled. */
export const numbersOf = async (
  path: string,
  sentinel: Place["sentinel"],
): Promise<ReadonlyArray<number>> => {
  const { out } = await sentinel("logs", path, "-n", "1000000");
  return out
    .trimEnd()
    .split("\n")
    .map((line) => Number(/\d+$/.exec(line)?.[0]));
};

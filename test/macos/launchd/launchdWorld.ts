import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { makeLaunchd } from "../../../launchd/launchd/launchd.ts";
import { runProgram } from "../../../launchd/launchd/Surroundings.ts";
import type { ServiceManager, ServiceOptions } from "../../../launchd/ServiceManager.ts";
import { exampleService } from "./exampleService.ts";

const imitation = join(import.meta.dirname, "../imitation/launchctl");

/** launchd with a Library of its own, in which a service runs a program instead of a daemon. */
interface LaunchdWorld {
  readonly launchd: ServiceManager;
  readonly folder: string;
  /** A service with this shell script in place of node. */
  readonly service: (script: string, given?: Partial<ServiceOptions>) => ServiceOptions;
  /** Type launchctl. */
  readonly launchctl: (...args: ReadonlyArray<string>) => string;
}

/** `variables`: for launchctl itself. */
export const launchdWorld = (variables: NodeJS.ProcessEnv = {}): LaunchdWorld => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-launchd-"));
  const state = join(folder, "state");
  const env = { ...process.env, LAUNCHCTL_STATE: state, ...variables };
  const uid = process.getuid?.() ?? 0;
  const launchctl = (...args: ReadonlyArray<string>): string =>
    execFileSync(imitation, args, { encoding: "utf8", env, stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => {
    // The keepers end their jobs, and themselves.
    rmSync(state, { recursive: true, force: true, maxRetries: 10 });
    rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(state);
  const launchd = makeLaunchd({
    run: (program, args) =>
      program === "launchctl"
        ? runProgram("env", [
            ...Object.entries({ LAUNCHCTL_STATE: state, ...variables }).map(
              ([name, value]) => `${name}=${value}`,
            ),
            imitation,
            ...args,
          ])
        : runProgram(program, args),
    uid,
    definitions: { user: join(folder, "LaunchAgents"), system: join(folder, "LaunchDaemons") },
    logs: { user: join(folder, "Logs"), system: join(folder, "SystemLogs") },
  });
  const service = (script: string, given: Partial<ServiceOptions> = {}): ServiceOptions => {
    const { label, scope } = { ...exampleService, ...given };
    const node = join(folder, `${label}.sh`);
    writeFileSync(node, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return {
      ...exampleService,
      node,
      home: join(folder, "home"),
      workingDirectory: folder,
      longestStopMs: 0,
      log: launchd.logOf({ label, scope }, folder),
      ...given,
    };
  };
  return { launchd, folder, service, launchctl };
};

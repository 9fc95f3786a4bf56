import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endProcessesOf } from "../support/processesOf.ts";
import type { Said } from "./sentinel.ts";

const program = join(import.meta.dirname, "../../dist/sentinel.js");

/** A user with a folder of homes of his own, and the command line in any of his folders. */
export interface User {
  /** Where his projects are. */
  readonly folder: string;
  /** `~/.sentinel`. */
  readonly homes: string;
  /** A project folder, below `folder`, with a file that declares a tree of this name; its path. */
  readonly project: (path: string, name: string, children?: string) => string;
  /** The command line in a folder, with nothing in its environment that names a home. */
  readonly sentinelIn: (folder: string, ...args: ReadonlyArray<string>) => Promise<Said>;
  /** The same with more in its environment. */
  readonly sentinelWith: (
    variables: NodeJS.ProcessEnv,
    folder: string,
    ...args: ReadonlyArray<string>
  ) => Promise<Said>;
  /** End what still runs and leave nothing behind. */
  readonly leave: () => Promise<void>;
}

export const makeUser = (): User => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-user-")));
  const { SENTINEL_HOME: _, SENTINEL_TREE: __, ...inherited } = process.env;
  const env = { ...inherited, HOME: folder, NO_COLOR: "1" };
  const sentinelWith: User["sentinelWith"] = (variables, cwd, ...args) =>
    new Promise((resolve) => {
      const options = { cwd, env: { ...env, ...variables }, maxBuffer: Number.POSITIVE_INFINITY };
      execFile(process.execPath, [program, ...args], options, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
    });
  const sentinelIn: User["sentinelIn"] = (cwd, ...args) => sentinelWith({}, cwd, ...args);
  return {
    folder,
    homes: join(folder, ".sentinel"),
    project: (path, name, children = "{ main: { command: sleep 1000, min_uptime: 50ms } }") => {
      const place = join(folder, path);
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, "sentinel.yaml"), `name: ${name}\nchildren: ${children}\n`);
      return place;
    },
    sentinelIn,
    sentinelWith,
    leave: async () => {
      await endProcessesOf(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

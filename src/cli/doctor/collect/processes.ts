import { existsSync } from "node:fs";
import { join } from "node:path";
import { homeFiles } from "../../../home/files.ts";
import type { RunsInHome } from "../../../offline/doctor/processes.ts";
import type { InitFacts, ProcessFacts } from "../judge/processes.ts";
import { namesIn } from "./system.ts";
import { countUnreapedOrphans } from "./zombies.ts";

const isTemporarySocket = (name: string): boolean => /^s-[0-9a-f]{8}$/.test(name);

/** What a daemon that has ended leaves in its home, and the next one removes. */
const staleFiles = (home: string): ReadonlyArray<string> => [
  ...[homeFiles.socket, homeFiles.holder].map((name) => join(home, name)).filter((path) => existsSync(path)),
  ...namesIn(home)
    .filter(isTemporarySocket)
    .map((name) => join(home, name)),
];

/** Look at what runs of a home's tree. `children`: the paths in the tree; null: they are not known. */
export const processFacts = (
  home: string,
  { live, left, unknown, ended }: RunsInHome,
  isHeld: boolean,
  children: ReadonlySet<string> | null,
): ProcessFacts => ({
  home,
  isHeld,
  live: live.map(({ path, pid }) => `${path} (pid ${pid})`),
  left,
  unknown,
  staleFiles: isHeld ? [] : staleFiles(home),
  staleRuns:
    children === null
      ? []
      : ended.filter(({ path }) => !children.has(path)).map(({ directory }) => directory),
});

/** Look at process 1. */
export const initFacts = (): InitFacts => ({ ownPid: process.pid, unreaped: countUnreapedOrphans() });

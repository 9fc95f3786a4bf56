import { existsSync, readdirSync } from "node:fs";
import { hasLiveRuns } from "../../adapters/node/process/records/runDirectory.ts";
import { homeFiles } from "../../home/files.ts";
import { hasEnded, readHolder } from "../../home/holder.ts";
import { homeProblem } from "../../home/homeProblem.ts";
import { databases } from "./contents.ts";

/** The folder within a home in which it is put together; a restore that was killed has left it. */
export const stagingFolder = ".restoring";

/** Why a folder is no place for a restored home; null if it is one. */
export const occupied = (home: string): string | null => {
  const problem = homeProblem(home);
  if (problem !== null) return problem;
  const holder = readHolder(home);
  if (holder !== null && !hasEnded(holder))
    return `a daemon is running in ${home} (pid ${holder.pid}), and a restore never overwrites: stop it with \`sentinel down\` and move the home away, or choose another --home`;
  if (hasLiveRuns(home))
    return `the daemon of ${home} was killed and its children still run, and a restore never overwrites: \`sentinel up\` takes them up again; choose another --home`;
  const names = existsSync(home) ? readdirSync(home) : [];
  const isBegun = names.includes(stagingFolder) && !databases.some((name) => names.includes(name));
  const others = names.filter((name) => name !== stagingFolder && !name.startsWith(homeFiles.lock));
  return others.length === 0 || isBegun
    ? null
    : `${home} has files in it, and a restore never overwrites: move it away, or choose another --home`;
};

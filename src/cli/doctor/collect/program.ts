import { existsSync } from "node:fs";
import { join } from "node:path";
import { bySystem } from "../../../system.ts";
import type { ProgramFacts } from "../judge/program.ts";
import { firstExecutable, onPath } from "./system.ts";

/** What a daemon loads from the folder of the program. */
const parts = [
  "daemon.js",
  "treeFile.js",
  "offlineHome.js",
  "jwt.js",
  "webSocketServer.js",
  "mcp.js",
  "web/index.html",
];

/** Files of the program that are not beside this one. */
const missingParts = (folder: string): ReadonlyArray<string> =>
  parts.filter((name) => !existsSync(join(folder, name))).map((name) => join(folder, name));

/** Look at the program and what it needs. `folder`: of the program's files; `native`: what doctorStore.ts has loaded. */
export const programFacts = (folder: string, native: ProgramFacts["native"]): ProgramFacts => ({
  node: process.version,
  missingFiles: missingParts(folder),
  shell: firstExecutable("/bin/dash", "/usr/bin/dash"),
  groupMaker: firstExecutable("/usr/bin/setsid", "/bin/setsid", "/usr/bin/perl", "/usr/local/bin/perl"),
  fifoMaker: onPath("mkfifo"),
  hasMacPs: bySystem<() => boolean | null>({ linux: () => null, darwin: () => existsSync("/bin/ps") })(),
  native,
});

// Bundles the program. Every command loads `sentinel.js` and what its verb needs, none of which has Effect in it; the daemon and the
// language are bundles of their own, loaded by the verbs that need them.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../ensureInstalled.mjs";
import { noticesOf } from "../notices.mjs";
import { buildCommands } from "./buildCommands.mjs";
import { dist, options } from "./options.mjs";

/** What a daemon loads once somebody uses it. */
const besideDaemon = {
  jwt: "src/adapters/node/accounts/jwt.ts",
  webSocketServer: "src/adapters/node/listen/webSocketServer.ts",
  sampleStore: "src/adapters/sqlite/samples/worker.ts",
  mcp: "src/mcp/mcp.ts",
};

/** What commands load. */
const besideCommands = {
  daemon: "src/daemon/daemon.ts",
  treeFile: "src/daemon/treeFile.ts",
  offlineHome: "src/offline/offlineHome.ts",
  legacyHome: "src/offline/legacyHome.ts",
  backup: "src/offline/backup.ts",
  doctorProcesses: "src/offline/doctorProcesses.ts",
  doctorStore: "src/offline/doctorStore.ts",
  importConfig: "src/config/import/importConfig.ts",
  mcp: "src/mcp/mcp.ts",
};

/** The sources that have left something in a bundle, by their paths in the repository. */
const sourcesIn = ({ outputs }) =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );

// The dashboard is there, too.
mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist)) if (name.endsWith(".js")) rmSync(join(dist, name));
const commands = await buildCommands(besideCommands);
const entryPoints = { ...besideCommands, ...besideDaemon };
const others = await build(options({ apart: besideDaemon, entryPoints, metafile: true }));
const sources = [commands, others.metafile].flatMap(sourcesIn);
writeFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), noticesOf(sources.map((path) => join(root, path))));
// The repository is a module package.
writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }\n');

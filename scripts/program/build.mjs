// Bundles the program. Every command loads `sentinel.js` and what its verb needs, none of which has Effect in it; the daemon and the
// language are bundles of their own, loaded by the verbs that need them.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { buildCommands } from "./buildCommands.mjs";
import { dist, options } from "./options.mjs";

/** What a daemon loads once somebody uses it. */
const besideDaemon = {
  jwt: "src/adapters/node/accounts/jwt.ts",
  webSocketServer: "src/adapters/node/listen/webSocketServer.ts",
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

// The dashboard is there, too.
mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist)) if (name.endsWith(".js")) rmSync(join(dist, name));
await buildCommands(besideCommands);
await build(options({ apart: besideDaemon, entryPoints: { ...besideCommands, ...besideDaemon } }));
// The repository is a module package.
writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }\n');

// Bundles the command line. `sentinel.js` is what every command loads, so it holds no Effect; the daemon and
// the language are bundles of their own, loaded by the verbs that need them.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (path) => resolve(root, path);

/** Imports of these files by the command line stay imports, of the bundle beside. */
const besideCommands = {
  [at("src/daemon/daemon.ts")]: "./daemon.js",
  [at("src/daemon/treeFile.ts")]: "./treeFile.js",
  [at("src/offline/offlineHome.ts")]: "./offlineHome.js",
  [at("src/offline/legacyHome.ts")]: "./legacyHome.js",
  [at("src/offline/backup.ts")]: "./backup.js",
  [at("src/offline/doctorProcesses.ts")]: "./doctorProcesses.js",
  [at("src/offline/doctorStore.ts")]: "./doctorStore.js",
  [at("src/config/import/importConfig.ts")]: "./importConfig.js",
  [at("src/mcp/mcp.ts")]: "./mcp.js",
};

/** What a daemon loads once somebody uses it. */
const besideDaemon = {
  [at("src/adapters/node/accounts/jwt.ts")]: "./jwt.js",
  [at("src/adapters/node/listen/webSocketServer.ts")]: "./webSocketServer.js",
  [at("src/mcp/mcp.ts")]: "./mcp.js",
};

const bundlesApart = (separate) => ({
  name: "bundles-apart",
  setup({ onResolve, resolve: find }) {
    onResolve(
      {
        filter:
          /(daemon|treeFile|offlineHome|legacyHome|backup|doctorProcesses|doctorStore|importConfig|jwt|webSocketServer|mcp)\.ts$/,
      },
      async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === "looked" || !importer) return undefined;
        const found = await find(path, { importer, resolveDir, kind, pluginData: "looked" });
        const bundle = separate[found.path];
        return bundle ? { path: bundle, external: true } : found;
      },
    );
  },
});

/** The schemas of Effect import it to make values for tests, and the program makes none: 110 kB less in each bundle. */
const withoutFastCheck = {
  name: "without-fast-check",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^fast-check$/ }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /^/, namespace: "left-out" }, () => ({ contents: "export {};" }));
  },
};

// The dashboard is there, too.
mkdirSync(at("dist"), { recursive: true });
for (const name of readdirSync(at("dist"))) if (name.endsWith(".js")) rmSync(at(`dist/${name}`));
const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  outdir: at("dist"),
  external: ["better-sqlite3", "@node-rs/argon2", "koffi"],
  legalComments: "none",
  logLevel: "warning",
  minifySyntax: true,
  // V8 keeps the text for good, with two bytes for each character if a single comment isn't ASCII. Names stay, for
  // stack traces, and so do lines that can be told apart.
  minifyWhitespace: true,
  lineLimit: 160,
  // `import()` of a bundle becomes `require`: Node would read all of it once more, for the names that it exports.
  supported: { "dynamic-import": false },
  absWorkingDir: root,
};
await build({
  ...common,
  entryPoints: { sentinel: at("src/cli/main.ts") },
  plugins: [withoutFastCheck, bundlesApart(besideCommands)],
  banner: { js: "#!/usr/bin/env node" },
});
await build({
  ...common,
  entryPoints: {
    daemon: at("src/daemon/daemon.ts"),
    treeFile: at("src/daemon/treeFile.ts"),
    offlineHome: at("src/offline/offlineHome.ts"),
    legacyHome: at("src/offline/legacyHome.ts"),
    backup: at("src/offline/backup.ts"),
    doctorProcesses: at("src/offline/doctorProcesses.ts"),
    doctorStore: at("src/offline/doctorStore.ts"),
    importConfig: at("src/config/import/importConfig.ts"),
    jwt: at("src/adapters/node/accounts/jwt.ts"),
    webSocketServer: at("src/adapters/node/listen/webSocketServer.ts"),
    mcp: at("src/mcp/mcp.ts"),
  },
  plugins: [withoutFastCheck, bundlesApart(besideDaemon)],
});
// The repository is a module package; the bundles are CommonJS, which starts faster.
writeFileSync(at("dist/package.json"), '{ "type": "commonjs" }\n');

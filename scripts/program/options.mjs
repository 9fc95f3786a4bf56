import { join } from "node:path";
import { root } from "../ensureInstalled.mjs";

export const dist = join(root, "dist");

/** The schemas of Effect import it to make values for tests, and the program makes none: 110 kB less in each bundle. */
const withoutFastCheck = {
  name: "without-fast-check",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^fast-check$/ }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /^/, namespace: "left-out" }, () => ({ contents: "export {};" }));
  },
};

/** Imports of these sources, by their path in the repository, stay imports: of the bundle with this name. */
const bundlesApart = (bundles) => ({
  name: "bundles-apart",
  setup({ onResolve, resolve: find }) {
    const names = new Map(Object.entries(bundles).map(([name, source]) => [join(root, source), name]));
    const filter = new RegExp(`/(${Object.keys(bundles).join("|")})\\.ts$`);
    onResolve({ filter }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === "looked" || !importer) return undefined;
      const found = await find(path, { importer, resolveDir, kind, pluginData: "looked" });
      const name = names.get(found.path);
      return name === undefined ? found : { path: `./${name}.js`, external: true };
    });
  },
});

/** How everything in dist/ is made. `apart`: the bundles that are imported, name to source. */
export const options = ({ apart, plugins = [], ...more }) => ({
  bundle: true,
  platform: "node",
  target: "node20",
  // CommonJS starts faster, and `import()` of a bundle becomes `require`: Node would read all of it once more, for the
  // names that it exports.
  format: "cjs",
  supported: { "dynamic-import": false },
  outdir: dist,
  external: ["better-sqlite3", "@node-rs/argon2", "koffi"],
  legalComments: "none",
  logLevel: "warning",
  minifySyntax: true,
  // V8 keeps the text for good, with two bytes for each character if a single comment isn't ASCII. Names stay, for
  // stack traces, and so do lines that can be told apart.
  minifyWhitespace: true,
  lineLimit: 160,
  absWorkingDir: root,
  plugins: [withoutFastCheck, bundlesApart(apart), ...plugins],
  ...more,
});

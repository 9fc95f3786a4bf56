// Builds the dashboard into dist/web, each file also compressed as a browser takes it.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "vite";
import { root } from "./ensureInstalled.mjs";
import { noticesOf } from "./notices.mjs";

/** Below this, in bytes, compression saves nothing worth a file. */
const worthwhile = 1024;

const inBrotli = promisify(brotliCompress);
const inGzip = promisify(gzip);

const compress = async (file) => {
  const content = await readFile(file);
  if (content.length < worthwhile) return;
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await Promise.all([
    inBrotli(content, options).then((small) => writeFile(`${file}.br`, small)),
    inGzip(content, { level: 9 }).then((small) => writeFile(`${file}.gz`, small)),
  ]);
};

/** The file that a module of the bundles comes from. Rollup marks modules that it or Vite has made itself by a NUL. */
const fileOf = (id) => {
  const path = id.replace("\0", "").replace(/\?.*$/, "");
  return isAbsolute(path) ? path : join(root, "node_modules/vite/package.json");
};

const notices = {
  name: "notices",
  generateBundle(_, bundle) {
    const ids = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
    this.emitFile({
      type: "asset",
      fileName: "THIRD-PARTY-NOTICES.txt",
      source: noticesOf(ids.map(fileOf)),
    });
  },
};

// Not that of whoever runs this: vitest sets `test`, with which React is built for development.
process.env.NODE_ENV = "production";
await build({ configFile: join(root, "web/vite.config.ts"), plugins: [notices], logLevel: "warn" });
const assets = join(root, "dist/web/assets");
await Promise.all((await readdir(assets)).map((name) => compress(join(assets, name))));

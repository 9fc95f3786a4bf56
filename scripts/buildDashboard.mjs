// Builds the dashboard into dist/web, each file also compressed as a browser takes it.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "vite";
import { root } from "./ensureInstalled.mjs";

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

// Not that of whoever runs this: vitest sets `test`, with which React is built for development.
process.env.NODE_ENV = "production";
await build({ configFile: join(root, "web/vite.config.ts"), logLevel: "warn" });
const assets = join(root, "dist/web/assets");
await Promise.all((await readdir(assets)).map((name) => compress(join(assets, name))));

import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { fileOfEachChunk } from "./commandFiles.mjs";
import { dist, options } from "./options.mjs";

const main = "src/cli/main.ts";

/** The name by which a chunk is a property of what its file exports. */
const exportOf = (chunk) => chunk.replace(/\.js$/, "").replaceAll(/\W/g, "_");

/** In place of the path of a chunk in another file, until the text of the file is there. */
const elsewhere = "chunk-of:";
const importsElsewhere = new RegExp(`require\\("${elsewhere}([\\w-]+)/(\\w+)"\\)`, "g");

/** For each file, which of its chunks others import. */
const exportsOf = (outputs, fileOf) => {
  const exported = new Map([...fileOf.values()].map((file) => [file, new Set()]));
  for (const [from, { imports }] of Object.entries(outputs))
    for (const { path, external } of imports) {
      const [file, chunk] = [fileOf.get(basename(from)), basename(path)];
      if (!external && fileOf.get(chunk) !== file) exported.get(fileOf.get(chunk)).add(chunk);
    }
  return exported;
};

/**
 * The command line, in two steps: esbuild splits it into chunks, one for each set of verbs that need the same modules, and the
 * chunks are put together into a few files (commandFiles.mjs). `bundles`: what it loads. Returns esbuild's metafile, with the
 * sources.
 */
export const buildCommands = async (bundles) => {
  const splitting = { format: "esm", splitting: true, supported: {}, write: false, metafile: true };
  const split = await build(options({ apart: bundles, entryPoints: { main }, ...splitting }));
  const { outputs } = split.metafile;
  const textOf = new Map(split.outputFiles.map(({ path, text }) => [basename(path), text]));
  const fileOf = fileOfEachChunk(outputs, main);
  const exported = exportsOf(outputs, fileOf);
  const textOfEntry = (file) => {
    if (file === "sentinel") return textOf.get("main.js");
    const chunks = [...exported.get(file)];
    if (file !== "commands")
      return chunks.map((chunk) => `export * as ${exportOf(chunk)} from "./${chunk}";`).join("\n");
    // Each is run when it is needed: a verb needs few of them, and some load modules of Node that start slowly.
    return `module.exports = { ${chunks.map((chunk) => `get ${exportOf(chunk)}() { return require("./${chunk}"); }`).join(", ")} };`;
  };

  const chunks = (file) => ({
    name: "chunks",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^/ }, ({ path, kind }) => {
        if (kind === "entry-point") return { path, namespace: "entry" };
        const chunk = basename(path);
        const other = fileOf.get(chunk);
        if (other === undefined) return { path, external: true };
        if (other === file) return { path: chunk, namespace: "chunk" };
        return { path: `${elsewhere}${other}/${exportOf(chunk)}`, external: true };
      });
      onLoad({ filter: /^/, namespace: "entry" }, ({ path }) => ({ contents: textOfEntry(path) }));
      onLoad({ filter: /^/, namespace: "chunk" }, ({ path }) => ({ contents: textOf.get(path) }));
    },
  });

  const write = async (file) => {
    const banner = file === "sentinel" ? { js: "#!/usr/bin/env node" } : {};
    const { outputFiles } = await build(
      options({ apart: {}, entryPoints: [file], plugins: [chunks(file)], banner, write: false }),
    );
    const text = outputFiles[0].text.replaceAll(importsElsewhere, 'require("./$1.js").$2');
    writeFileSync(join(dist, `${file}.js`), text);
  };
  await Promise.all([...exported.keys()].map(write));
  return split.metafile;
};

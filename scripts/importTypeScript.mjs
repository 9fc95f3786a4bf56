// Node 20 can't load TypeScript: a module is bundled in memory and imported from there.
import { build } from "esbuild";
import { root } from "./ensureInstalled.mjs";

export const importTypeScript = async (file) => {
  const { outputFiles } = await build({
    entryPoints: [`${root}/${file}`],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    absWorkingDir: root,
    logLevel: "warning",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
};

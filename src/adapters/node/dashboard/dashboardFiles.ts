import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import type { DashboardFiles, Encoding } from "../../../ports/home/DashboardFiles.ts";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

const suffixes: Readonly<Record<Encoding, string>> = { br: ".br", gzip: ".gz" };

/** The paths of the files in a folder, with slashes; none where there is no such folder. */
const pathsIn = async (folder: string): Promise<ReadonlySet<string>> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return new Set(
    files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join("/")),
  );
};

/**
 * The files that a build has written into a folder. It is listed once, at the first request, and only what was in that list
 * is ever read, whatever path is asked for.
 */
export const dashboardFiles = (folder: string): DashboardFiles => {
  let paths: Promise<ReadonlySet<string>> | null = null;
  return {
    find: async (path, encodings) => {
      paths ??= pathsIn(folder);
      const known = await paths;
      const type = types[extname(path)];
      if (type === undefined || !known.has(path)) return null;
      const encoding = encodings.find((one) => known.has(path + suffixes[one])) ?? null;
      const content = await readFile(join(folder, path + (encoding === null ? "" : suffixes[encoding])));
      return { content: new Uint8Array(content), type, encoding };
    },
  };
};

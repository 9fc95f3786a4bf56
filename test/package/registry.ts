import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Where a package is in node_modules: once for each version that something needs. */
const placesOf = (name: string): ReadonlyArray<string> => {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.keys(lock.packages)
    .filter((place) => `/${place}`.endsWith(`/node_modules/${name}`))
    .map((place) => join(root, place))
    .filter((place) => existsSync(place));
};

/** Sources that the built module in `build/Release` makes superfluous. */
const isNeeded = (folder: string, path: string): boolean => {
  const [first, second] = relative(folder, path).split(sep);
  if (first === "deps" || first === "src") return false;
  return first !== "build" || second === undefined || second === "Release";
};

export interface Registry {
  readonly url: string;
  /** The names of the packages that were asked for. */
  readonly asked: () => ReadonlyArray<string>;
  readonly close: () => Promise<void>;
}

/**
 * An npm registry on loopback, with the packages of node_modules. Native modules are in them as built here, like in a
 * prebuilt package, so that an installation needs neither the network nor a compiler.
 */
export const openRegistry = async (): Promise<Registry> => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-registry-"));
  const asked = new Set<string>();

  const archive = (source: string): Buffer => {
    const copy = mkdtempSync(join(folder, "archive-"));
    const filter = (path: string) => isNeeded(source, path);
    cpSync(source, join(copy, "package"), { recursive: true, filter });
    return execFileSync("tar", ["-czf", "-", "-C", copy, "package"], { maxBuffer: 64_000_000 });
  };

  const answer = (response: ServerResponse, path: string): void => {
    const [name = "", wanted] = path.slice(1).split("/-/");
    asked.add(name);
    const found = placesOf(name).map((place) => {
      const manifest = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
      const dist = { tarball: `http://${response.req.headers.host}/${name}/-/${manifest.version}.tgz` };
      return { place, version: manifest.version, described: { ...manifest, dist } };
    });
    const one = found.find(({ version }) => wanted === `${version}.tgz`);
    if (one !== undefined) response.end(archive(one.place));
    else if (wanted !== undefined || found.length === 0) response.writeHead(404).end();
    else {
      const versions = Object.fromEntries(found.map(({ version, described }) => [version, described]));
      response.end(JSON.stringify({ name, "dist-tags": { latest: found[0]?.version }, versions }));
    }
  };

  const server = createServer((request, response) =>
    answer(response, decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname)),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: () => [...asked].sort(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

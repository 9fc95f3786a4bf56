// The package as `npm pack` makes it, installed into an empty prefix, from which nothing of the repository can be found.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TreeStatus } from "../../src/domain/view/Status.ts";
import { endProcessesOf } from "../support/processesOf.ts";
import { openRegistry, type Registry } from "./registry.ts";

const root = join(import.meta.dirname, "../..");
const megabyte = 1_000_000;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: ReadonlyArray<{ readonly path: string; readonly mode: number }>;
}

let folder: string;
let registry: Registry;
let packed: Packed;
let tarball: string;

/** A program in a folder; no variable of the npm that runs the tests may say where packages are installed. */
const run = async (cwd: string, program: string, ...args: ReadonlyArray<string>): Promise<string> => {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_PATH$/i.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    HOME: folder,
    NO_COLOR: "1",
    npm_config_registry: registry.url,
    npm_config_cache: join(folder, "cache"),
    npm_config_update_notifier: "false",
  };
  const { stdout } = await promisify(execFile)(program, args, { cwd, env, maxBuffer: 16_000_000 });
  return stdout;
};

/** `--ignore-scripts`: the native modules in the registry are built. */
const install = (cwd: string, ...args: ReadonlyArray<string>): Promise<string> =>
  run(cwd, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", ...args, tarball);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-package-"));
  registry = await openRegistry();
  // What `prepack` does, the runner of the tests has done.
  const told = await run(root, "npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder);
  [packed] = JSON.parse(told);
  tarball = join(folder, packed.filename);
});
afterAll(async () => {
  await registry.close();
  await endProcessesOf(folder);
  rmSync(folder, { recursive: true, force: true });
});

describe("the package", () => {
  it("has the program, the dashboard, and what one reads first; nothing of its sources", () => {
    const paths = packed.files.map(({ path }) => path);
    const others = paths.filter(
      (path) => !/^dist\/(web\/assets\/)?[\w.-]+\.(js|css|svg|woff2)(\.br|\.gz)?$/.test(path),
    );
    expect(others.sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist/THIRD-PARTY-NOTICES.txt",
      "dist/package.json",
      "dist/web/THIRD-PARTY-NOTICES.txt",
      "dist/web/index.html",
      "man/sentinel.1",
      "package.json",
    ]);
    for (const needed of ["dist/sentinel.js", "dist/daemon.js"]) expect(paths).toContain(needed);
  });

  it("is at most 4.5 MB, 14 MB when it is unpacked", () => {
    expect(packed.size).toBe(statSync(tarball).size);
    expect(packed.size).toBeLessThan(4.5 * megabyte);
    expect(packed.unpackedSize).toBeLessThan(14 * megabyte);
  });
});

describe("the package, installed globally", () => {
  const inPrefix = (path: string): string => join(folder, "prefix", path);
  const tree = (): string => join(folder, "shop");
  const sentinel = (...args: ReadonlyArray<string>): Promise<string> =>
    run(tree(), inPrefix("bin/sentinel"), ...args, "--home", join(folder, "home"));

  interface Examined {
    readonly checks: ReadonlyArray<{ readonly name: string; readonly verdict: string }>;
  }
  /** What `doctor` finds; it fails where something else is wrong with this machine. */
  const examined = (): Promise<Examined> =>
    sentinel("doctor", "--json").then(JSON.parse, ({ stdout }: { readonly stdout: string }) =>
      JSON.parse(stdout),
    );

  beforeAll(async () => {
    mkdirSync(inPrefix(""));
    mkdirSync(tree());
    writeFileSync(
      join(tree(), "sentinel.yaml"),
      "version: 1\nname: shop\nchildren: { web: { command: sleep 1000, min_uptime: 0 } }\n",
    );
    await install(folder, "--global", "--prefix", inPrefix(""));
  });

  it("brings the native modules and what they need, and nothing that is in the bundles", () => {
    const asked = registry.asked().filter((name) => !/^@(node-rs|koromix)\//.test(name));
    expect(asked).toContain("better-sqlite3");
    const bundled = ["effect", "@effect/platform", "hono", "xstate", "yaml", "zod", "react", "typescript"];
    expect(asked.filter((name) => bundled.includes(name))).toEqual([]);
    expect(existsSync(inPrefix("lib/node_modules/sentinel/node_modules/better-sqlite3"))).toBe(true);
  });

  it("runs a tree and its dashboard", async () => {
    expect(await sentinel("up", "--detach", "--listen", "0")).toContain("running");
    const status: TreeStatus = JSON.parse(await sentinel("status", "--json"));
    expect(status.children).toMatchObject([{ path: "web", state: "running" }]);
    const url = status.daemon.url ?? "";
    const page = await (await fetch(url)).text();
    const parts = [...page.matchAll(/(?:src|href)="(\.\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(parts.some((path) => path.endsWith(".js"))).toBe(true);
    for (const part of parts)
      expect({ part, status: (await fetch(new URL(part, url))).status }).toEqual({ part, status: 200 });
    expect(await sentinel("down")).toContain("have stopped");
  });

  it("reads the files of other process managers", async () => {
    writeFileSync(join(tree(), "Procfile"), "web: node server.js\n");
    expect(await sentinel("config", "import", "procfile", "Procfile")).toContain("node server.js");
  });

  it("loads each of its native modules", async () => {
    const { checks } = await examined();
    const found = checks.filter(({ name }) => ["better-sqlite3", "argon2"].includes(name));
    expect(found).toMatchObject([
      { name: "better-sqlite3", verdict: "ok" },
      { name: "argon2", verdict: "ok" },
    ]);
  });
});

describe("the package, installed in a project", () => {
  it("is run by `npx sentinel`", async () => {
    const project = join(folder, "project");
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, "package.json"), '{ "private": true }');
    await install(project);
    expect(await run(project, "npx", "sentinel", "version")).toMatch(/^sentinel \d+\.\d+\.\d+/);
  });
});

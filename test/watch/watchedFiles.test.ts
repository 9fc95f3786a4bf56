import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { layer } from "../../src/adapters/node/watch/FileWatcher.ts";
import { countingOf } from "../../src/policy/watch/counts.ts";
import { FileWatcher } from "../../src/ports/machine/FileWatcher.ts";

interface World {
  readonly folder: string;
  /** Write a file of the folder. */
  readonly write: (name: string) => void;
  /** Until a change of this path was reported; those before it are forgotten. */
  readonly told: (name: string) => Promise<void>;
  /** The paths that were reported since then, each once, relative to the folder. */
  readonly since: () => ReadonlyArray<string>;
  readonly problems: () => ReadonlyArray<string | null>;
}

/** Until a condition holds; the test's own time limit ends a wait in vain. */
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await sleep(5);
};

/** Run a test with these paths of a folder watched. */
const watching = async (
  {
    paths,
    ignore = [],
    before = () => undefined,
    home = "home",
  }: {
    paths: ReadonlyArray<string>;
    ignore?: ReadonlyArray<string>;
    before?: (folder: string) => void;
    home?: string;
  },
  body: (world: World) => Promise<void>,
): Promise<void> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-watched-")));
  before(folder);
  let changes: Array<string> = [];
  const problems: Array<string | null> = [];
  const listener = {
    changed: (path: string) => void changes.push(path.slice(folder.length + 1)),
    problem: (message: string | null) => void problems.push(message),
  };
  const files = {
    paths: paths.map((path) => join(folder, path)),
    counting: countingOf({ include: [], ignore }),
  };
  const test = Effect.gen(function* () {
    yield* (yield* FileWatcher).watch(files, listener);
    yield* Effect.promise(() =>
      body({
        folder,
        write: (name) => writeFileSync(join(folder, name), String(Math.random())),
        told: async (name) => {
          await until(() => changes.includes(name));
          changes = changes.slice(changes.indexOf(name) + 1);
        },
        since: () => [...new Set(changes)],
        problems: () => problems,
      }),
    );
  });
  try {
    await Effect.runPromise(Effect.provide(Effect.scoped(test), layer(join(folder, home))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const withSources = (folder: string): void => {
  for (const path of ["src/lib/deep", "src/node_modules/x", "src/build"])
    mkdirSync(join(folder, path), { recursive: true });
  for (const file of ["src/a.js", "src/lib/deep/b.js"]) writeFileSync(join(folder, file), "");
};

/** Write files of folders until the watch of each has begun, which nothing tells. */
const begun = async ({ write, told, since }: World, ...files: ReadonlyArray<string>): Promise<void> => {
  for (const file of files) {
    while (!since().includes(file)) {
      write(file);
      await sleep(20);
    }
    await told(file);
  }
};

describe("the files of a watched folder", () => {
  it("are reported when they are written, at any depth", () =>
    watching({ paths: ["src"], before: withSources }, async (world) => {
      await begun(world, "src/a.js", "src/lib/deep/b.js");
    }));

  it("are reported when they are renamed over, as editors do, and when they are deleted", () =>
    watching({ paths: ["src"], before: withSources }, async (world) => {
      await begun(world, "src/a.js");
      world.write("other.js");
      renameSync(join(world.folder, "other.js"), join(world.folder, "src/a.js"));
      await world.told("src/a.js");
      rmSync(join(world.folder, "src/a.js"));
      await world.told("src/a.js");
    }));

  it("are not reported if they don't count", () =>
    watching({ paths: ["src"], ignore: ["build", "*.tmp"], before: withSources }, async (world) => {
      await begun(world, "src/lib/deep/b.js");
      for (const name of ["src/build/x.js", "src/node_modules/x/y.js", "src/.hidden", "src/a.tmp"])
        world.write(name);
      world.write("src/last.js");
      await world.told("src/last.js");
      world.write("src/lib/deep/b.js");
      await world.told("src/lib/deep/b.js");
      expect(world.since().filter((path) => !/last|b\.js/.test(path))).toEqual([]);
    }));

  it("are reported in folders that were made, renamed or moved here since", () =>
    watching({ paths: ["src"], before: withSources }, async (world) => {
      await begun(world, "src/a.js");
      mkdirSync(join(world.folder, "away/new/deep"), { recursive: true });
      world.write("away/new/deep/c.js");
      renameSync(join(world.folder, "away/new"), join(world.folder, "src/new"));
      await world.told("src/new/deep/c.js");
      world.write("src/new/deep/c.js");
      await world.told("src/new/deep/c.js");
      renameSync(join(world.folder, "src/new"), join(world.folder, "src/newer"));
      await world.told("src/newer/deep/c.js");
      await begun(world, "src/newer/deep/c.js");
    }));

  it("are not looked for behind symbolic links, which may lead in circles", () =>
    watching(
      {
        paths: ["src"],
        before: (folder) => {
          withSources(folder);
          symlinkSync("..", join(folder, "src/lib/up"));
        },
      },
      async (world) => {
        await begun(world, "src/a.js", "src/lib/deep/b.js");
        expect(world.problems().filter((problem) => problem !== null)).toEqual([]);
      },
    ));

  it("are not those of the daemon's own home", () =>
    watching({ paths: ["."], before: withSources, home: "src/build" }, async (world) => {
      await begun(world, "src/a.js");
      world.write("src/build/journal");
      await begun(world, "src/lib/deep/b.js");
      expect(world.since()).not.toContain("src/build/journal");
    }));
});

describe("a watched path", () => {
  it("may be a file, also one whose name begins with a dot", () =>
    watching(
      { paths: [".env"], before: (folder) => writeFileSync(join(folder, ".env"), "") },
      async (world) => {
        world.write("other");
        world.write(".env");
        await world.told(".env");
        world.write("new");
        renameSync(join(world.folder, "new"), join(world.folder, ".env"));
        await world.told(".env");
        expect(world.since().filter((path) => path !== ".env")).toEqual([]);
      },
    ));

  it("may not exist yet, which is told, and is reported once it does", () =>
    watching({ paths: ["dist"] }, async (world) => {
      await until(() =>
        world.problems().some((problem) => problem?.endsWith("/dist does not exist") === true),
      );
      mkdirSync(join(world.folder, "dist"));
      await world.told("dist");
      expect(world.problems().at(-1)).toBeNull();
      await begun(world, "dist/a.js");
    }));

  it("may be deleted and made anew, as builds do", () =>
    watching({ paths: ["src"], before: withSources }, async (world) => {
      await begun(world, "src/a.js");
      rmSync(join(world.folder, "src"), { recursive: true });
      await world.told("src");
      withSources(world.folder);
      await begun(world, "src/lib/deep/b.js");
    }));
});

import { type FSWatcher, readlinkSync, statSync, watch } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { markOf, type Traces } from "./traces.ts";

/** How long nothing may change before it counts: editors write files anew, rename them, and write several, in ms. */
const quietTime = 200;

/** How often is looked where the system does not tell of changes, in ms. */
const lookEvery = 2_000;

/** Watches what a reading has looked at. */
export interface FileWatch {
  readonly close: () => void;
}

/** Nothing, for a path that can't be looked at: missing, below a file, forbidden, or a circle of links. */
const looked = <Found>(look: () => Found): Found | undefined => {
  try {
    return look();
  } catch {
    return undefined;
  }
};

const isFolder = (path: string): boolean => looked(() => statSync(path))?.isDirectory() === true;

/** The folder itself, or the nearest one above it that there is. */
const existing = (folder: string): string =>
  isFolder(folder) || folder === dirname(folder) ? folder : existing(dirname(folder));

/** More links than the system follows (path_resolution(7)). */
const mostLinks = 40;

/** A link on the way to a path, and what it says. */
interface Link {
  readonly path: string;
  readonly target: string;
}

/** The first link on the way to a path, if there is one. */
const firstLink = (path: string): Link | undefined => {
  const before = path === dirname(path) ? undefined : firstLink(dirname(path));
  if (before) return before;
  const target = looked(() => readlinkSync(path));
  return target === undefined ? undefined : { path, target };
};

/** Where something may change that a path leads to: its folder, and the folders of all links on the way. */
const foldersTo = (path: string, links = mostLinks): ReadonlyArray<string> => {
  const link = firstLink(path);
  if (link === undefined || links === 0) return [existing(dirname(path))];
  const folder = dirname(link.path);
  const target = resolve(folder, link.target, `.${path.slice(link.path.length)}`);
  return [folder, ...foldersTo(target, links - 1)];
};

/** Folders are watched, not files: a file that is renamed over another one is not told of by that. */
const foldersOf = (traces: Traces): ReadonlySet<string> =>
  new Set([...traces.keys()].flatMap((path) => foldersTo(isFolder(path) ? join(path, ".any") : path)));

const stateOf = (traces: Traces): string => [...traces.keys()].map(markOf).join("\n");

/**
 * Have it told, once, when what a reading has looked at is not as it was and has come to rest. What has happened
 * since the reading counts, too. The next reading is watched anew, because it may look at other files.
 */
export const watchFiles = (traces: Traces, changed: () => void): FileWatch => {
  const known = [...traces.values()].join("\n");
  const watchers: Array<FSWatcher> = [];
  let timer: NodeJS.Timeout | null = null;
  let polling: NodeJS.Timeout | null = null;
  let seen = known;

  const close = (): void => {
    for (const watcher of watchers) {
      // What it has still to tell, it tells nobody; an error that nobody hears would end the daemon.
      watcher.removeAllListeners().on("error", () => undefined);
      watcher.close();
    }
    if (timer) clearTimeout(timer);
    if (polling) clearInterval(polling);
  };
  const look = (): void => {
    timer = null;
    const now = stateOf(traces);
    const rests = now === seen;
    seen = now;
    if (!rests) timer = setTimeout(look, quietTime);
    else if (now !== known) {
      close();
      changed();
    }
  };
  const heed = (): void => {
    if (timer) return;
    seen = stateOf(traces);
    if (seen !== known) timer = setTimeout(look, quietTime);
  };
  const poll = (): void => {
    polling ??= setInterval(heed, lookEvery);
  };
  for (const folder of foldersOf(traces)) {
    try {
      const watcher = watch(folder, heed);
      // Its folder has gone, or cannot be watched any more.
      watcher.on("error", poll);
      watchers.push(watcher);
    } catch {
      // No watches left (inotify(7)), or a file system without.
      poll();
    }
  }
  heed();
  return { close };
};

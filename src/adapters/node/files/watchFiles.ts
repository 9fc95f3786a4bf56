import { type FSWatcher, readlinkSync, statSync, watch } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type FileSnapshot, fileStateOf } from "./fileSnapshot.ts";

/** How long files must stay unchanged, in ms: editors replace files, rename them, and write several. */
const quietTime = 200;

/** How often to poll if the system does not notify of changes, in ms. */
const pollInterval = 2_000;

/** A watch on the files of a snapshot. */
export interface FileWatch {
  readonly close: () => void;
}

/** Undefined for a path that can't be examined: missing, below a file, forbidden, or a cycle of links. */
const orUndefined = <Found>(look: () => Found): Found | undefined => {
  try {
    return look();
  } catch {
    return undefined;
  }
};

const isFolder = (path: string): boolean => orUndefined(() => statSync(path))?.isDirectory() === true;

/** The directory itself, or its nearest existing ancestor. */
const existing = (folder: string): string =>
  isFolder(folder) || folder === dirname(folder) ? folder : existing(dirname(folder));

/** More links than the system follows (path_resolution(7)). */
const maxLinks = 40;

/** A symbolic link on the way to a path, and its target. */
interface Link {
  readonly path: string;
  readonly target: string;
}

/** The first link on the way to a path, if there is one. */
const firstLink = (path: string): Link | undefined => {
  const before = path === dirname(path) ? undefined : firstLink(dirname(path));
  if (before) return before;
  const target = orUndefined(() => readlinkSync(path));
  return target === undefined ? undefined : { path, target };
};

/** The directories in which a change may affect a path: its own, and those of all links on the way. */
const foldersTo = (path: string, links = maxLinks): ReadonlyArray<string> => {
  const link = firstLink(path);
  if (link === undefined || links === 0) return [existing(dirname(path))];
  const folder = dirname(link.path);
  const target = resolve(folder, link.target, `.${path.slice(link.path.length)}`);
  return [folder, ...foldersTo(target, links - 1)];
};

/** Directories are watched, not files: a watch on a file does not notice that another file is renamed over it. */
const foldersOf = (snapshot: FileSnapshot): ReadonlySet<string> =>
  new Set([...snapshot.keys()].flatMap((path) => foldersTo(isFolder(path) ? join(path, ".any") : path)));

const stateNow = (snapshot: FileSnapshot): string => [...snapshot.keys()].map(fileStateOf).join("\n");

/**
 * Call `changed` once, after the files of a snapshot have changed and then stayed unchanged for a while. Changes since
 * the snapshot count too. The next reading needs a watch of its own, since it may read other files.
 */
export const watchFiles = (snapshot: FileSnapshot, changed: () => void): FileWatch => {
  const known = [...snapshot.values()].join("\n");
  const watchers: Array<FSWatcher> = [];
  let timer: NodeJS.Timeout | null = null;
  let polling: NodeJS.Timeout | null = null;
  let seen = known;

  const close = (): void => {
    for (const watcher of watchers) {
      // Pending events are dropped; an error event without a listener would end the daemon.
      watcher.removeAllListeners().on("error", () => undefined);
      watcher.close();
    }
    if (timer) clearTimeout(timer);
    if (polling) clearInterval(polling);
  };
  const look = (): void => {
    timer = null;
    const now = stateNow(snapshot);
    const rests = now === seen;
    seen = now;
    if (!rests) timer = setTimeout(look, quietTime);
    else if (now !== known) {
      close();
      changed();
    }
  };
  const onChange = (): void => {
    if (timer) return;
    seen = stateNow(snapshot);
    if (seen !== known) timer = setTimeout(look, quietTime);
  };
  const poll = (): void => {
    polling ??= setInterval(onChange, pollInterval);
  };
  for (const folder of foldersOf(snapshot)) {
    try {
      const watcher = watch(folder, onChange);
      // Its directory is gone or can't be watched any more.
      watcher.on("error", poll);
      watchers.push(watcher);
    } catch {
      // No watches left (inotify(7)), or not supported by the file system.
      poll();
    }
  }
  onChange();
  return { close };
};

import { existsSync, type FSWatcher, mkdirSync, readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { Effect, Layer, Stream } from "effect";
import type { ChildPath } from "../../domain/ChildPath.ts";
import { type LogLine, type LogQuery, LogStore, type LogStream } from "../../ports/LogStore.ts";
import { LineReader } from "./lineReader.ts";
import { slugOf } from "./process/slug.ts";

const files = { stdout: "out", stderr: "err" } as const;

const streamsOf = ({ stream }: Pick<LogQuery, "stream">): ReadonlyArray<LogStream> =>
  stream ? [stream] : ["stdout", "stderr"];

/** The run numbers of a child that have files, oldest first. */
const runsOf = (home: string, path: ChildPath): ReadonlyArray<number> => {
  const directory = join(home, "runs", slugOf(path));
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
    .sort((a, b) => a - b);
};

const fileOf = (home: string, path: ChildPath, run: number, stream: LogStream): string =>
  join(home, "runs", slugOf(path), String(run), files[stream]);

/** The last lines of one file. Only the wanted ones are held. */
const tail = (
  home: string,
  path: ChildPath,
  run: number,
  stream: LogStream,
  last: number,
): ReadonlyArray<LogLine> => {
  const kept: Array<LogLine> = [];
  const keep = (text: string, seq: number): void => {
    kept.push({ seq, at: null, path, run, stream, text });
    if (kept.length > last) kept.shift();
  };
  const reader = new LineReader(fileOf(home, path, run, stream));
  reader.read(keep);
  if (reader.rest) keep(reader.rest.text, reader.rest.number);
  return kept;
};

/**
 * What the runs have printed, straight from the files that they write. A line's number counts the lines of
 * its own stream within its run. Standard output comes before standard error of the same run, because two
 * files do not tell which line of one was written before which of the other; the time of arrival is known
 * for followed lines only.
 */
export const layer = ({ home }: { readonly home: string }): Layer.Layer<LogStore> =>
  Layer.succeed(
    LogStore,
    LogStore.of({
      read: (query) =>
        Effect.sync(() => {
          const runs = query.run === undefined ? runsOf(home, query.path) : [query.run];
          const found: Array<LogLine> = [];
          for (const run of runs.toReversed()) {
            if (found.length >= query.last || !runsOf(home, query.path).includes(run)) break;
            const lines = streamsOf(query).flatMap((stream) =>
              tail(home, query.path, run, stream, query.last),
            );
            found.unshift(...lines);
          }
          return found.slice(-query.last);
        }),
      follow: (query) =>
        Stream.asyncPush<LogLine>((emit) =>
          Effect.acquireRelease(
            Effect.sync(() => follow(home, query, (line) => emit.single(line))),
            (stop) => Effect.sync(stop),
          ),
        ),
    }),
  );

/** Tell every line from now on, of the runs that are and the ones that come. */
const follow = (home: string, query: Omit<LogQuery, "last">, tell: (line: LogLine) => void): (() => void) => {
  const { path } = query;
  const watchers = new Map<string, FSWatcher>();
  const attach = (run: number, from: "start" | "end"): void => {
    for (const stream of streamsOf(query)) {
      const file = fileOf(home, path, run, stream);
      if (watchers.has(file) || !existsSync(file)) continue;
      const reader = new LineReader(file);
      const say = (text: string, seq: number): void =>
        tell({ seq, at: new Date().toISOString(), path, run, stream, text });
      reader.read(from === "end" ? () => undefined : say);
      watchers.set(
        file,
        watch(file, () => existsSync(file) && reader.read(say)),
      );
    }
  };
  const directory = join(home, "runs", slugOf(path));
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const run of runsOf(home, path).slice(-1)) attach(run, "end");
  const parent = watch(directory, () => {
    for (const run of runsOf(home, path).slice(-1)) attach(run, "start");
  });
  return () => {
    parent.close();
    for (const watcher of watchers.values()) watcher.close();
  };
};

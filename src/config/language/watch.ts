import { Schema } from "effect";
import { Text } from "./fields/text.ts";
import { Duration } from "./fields/units.ts";
import { key, list, map, required } from "./keys.ts";

/** Watching files, in the language of `sentinel.yaml`. docs/watch.md explains the terms. */

const Paths = Schema.Union(Text, list(Text));

export const WatchFile = Schema.Union(
  Text,
  list(Text),
  map("{ paths: [src] }", {
    paths: required(
      Paths,
      "The folders, with all below them, and the files; relative to the folder of the file that declares them.",
    ),
    include: key(list(Text), 'Only files that match one of these patterns count, such as "*.ts".'),
    ignore: key(
      list(Text),
      'Files and folders that don\'t count, such as "*.tmp" or "build/**"; hidden ones, node_modules and traces of editors never do.',
    ),
    debounce: key(Duration, "How long the files must be left alone before the restart.", "500ms"),
  }),
);
export type WatchFile = typeof WatchFile.Type;

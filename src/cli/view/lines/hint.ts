import { basename, dirname, relative } from "node:path";
import { treesFolder } from "../../../home/knownTrees.ts";

/** What the user can do at a view, in full, or in brief if there is little space. */
export interface Hint {
  readonly full: ReadonlyArray<string>;
  readonly brief: ReadonlyArray<string>;
}

/** A hint of one line. */
const singleLine = (text: string): Hint => ({ full: [text], brief: [text] });

export const noHint: Hint = { full: [], brief: [] };

/**
 * How this program was invoked, so that the user can type it again: by its name, or with node from the current folder.
 */
const ownName = (): string => {
  const program = process.argv[1] ?? "sentinel";
  return basename(program) === "sentinel" ? "sentinel" : `node ${relative(process.cwd(), program)}`;
};

/** What the user of a foreground tree can do, after a number of requests to stop. `access`: how to reach its API. */
export const hintOfUp = (home: string, requests: number, access: ReadonlyArray<string>): Hint => {
  if (requests === 1) return singleLine("stopping in reverse order; Ctrl-C again kills at once");
  if (requests > 1) return singleLine("killing");
  // A home in the folder of homes is found from the folder of its file.
  const isInTreesFolder = dirname(home) === treesFolder();
  const place = isInTreesFolder ? [] : [`  export SENTINEL_HOME=${home}`];
  return {
    full: [
      "Ctrl-C stops the tree in reverse order. In another terminal:",
      ...place,
      `  ${ownName()} status     (or explain, logs, stop, start …)`,
      ...access.flatMap((text) => text.split("\n")),
    ],
    brief: ["Ctrl-C stops the tree in reverse order"],
  };
};

/** What the user who watches a running tree can do. */
export const hintOfWatch = (): Hint => ({
  full: [`Ctrl-C ends this view; the tree keeps running. \`${ownName()} down\` stops it.`],
  brief: ["Ctrl-C ends this view; the tree keeps running"],
});

import { basename, relative } from "node:path";
import { defaultHome } from "./invocation.ts";

/** How this program was called, for people to repeat: by its name, or with node from where they are. */
const ownName = (): string => {
  const program = process.argv[1] ?? "sentinel";
  return basename(program) === "sentinel" ? "sentinel" : `node ${relative(process.cwd(), program)}`;
};

/** What a person at a foreground tree can do, after so many requests to stop. */
export const hintLines = (home: string, asked: number): ReadonlyArray<string> => {
  if (asked === 1) return ["stopping in order; Ctrl-C again kills at once"];
  if (asked > 1) return ["killing"];
  const place = home === defaultHome() ? [] : [`  export SENTINEL_HOME=${home}`];
  return [
    "Ctrl-C stops the tree in order. In another terminal:",
    ...place,
    `  ${ownName()} status     (or explain, logs, events, stop, start, scale …)`,
  ];
};

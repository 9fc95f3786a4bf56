// Which file of dist/ a chunk of the command line goes into. V8 parses a file as a whole, and each one takes time to open: so what
// is imported when it is needed (a verb, mostly) is a file, what several of these share is another one, and what
// `sentinel status` needs is a third.
import { basename } from "node:path";

/** What scripts ask all the time. */
const frequent = "src/cli/verbs/running/status.ts";

/** The chunks that one imports at once, and those that these import. */
const chunksFrom = (outputs, chunk, seen = new Set()) => {
  if (seen.has(chunk)) return seen;
  seen.add(chunk);
  for (const { path, kind, external } of outputs[chunk].imports)
    if (!external && kind !== "dynamic-import") chunksFrom(outputs, path, seen);
  return seen;
};

/** By the outputs in esbuild's metafile: a file for each chunk. */
export const fileOfEachChunk = (outputs, main) => {
  const users = new Map(Object.keys(outputs).map((chunk) => [chunk, new Set()]));
  for (const [entry, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined) continue;
    const isFrequent = entryPoint === main || entryPoint === frequent;
    const file = isFrequent ? "frequent" : `command-${basename(entryPoint, ".ts")}`;
    for (const chunk of chunksFrom(outputs, entry)) users.get(chunk).add(file);
  }
  const fileFor = (chunk, files) => {
    if (outputs[chunk].entryPoint === main) return "sentinel";
    if (files.has("frequent")) return "frequent";
    return files.size === 1 ? [...files][0] : "commands";
  };
  return new Map([...users].map(([chunk, files]) => [basename(chunk), fileFor(chunk, files)]));
};

import { join } from "node:path";
import { evaluate } from "../../src/cli/import/evaluate.ts";
import { readSource } from "../../src/cli/import/readSources.ts";
import { relatedFiles, unitFile } from "../../src/cli/import/relatedFiles.ts";
import type { ImportRequest, OsUsers } from "../../src/config/import/draft/request.ts";

export const files = join(import.meta.dirname, "files");

/** The osUsers of no machine in particular. */
const osUsers: OsUsers = {
  users: new Map([
    ["www-data", { uid: 33, home: "/var/www" }],
    ["nobody", { uid: 65534, home: "/nonexistent" }],
    ["root", { uid: 0, home: "/var/roothome" }],
  ]),
  groups: new Map([["www-data", 33]]),
};

/** A request for texts, as the command line would make it on a machine with four processors. */
export const requestOf = (
  first: { readonly file: string; readonly text: string },
  others: ImportRequest["beside"] = [],
): ImportRequest => ({
  sources: [first],
  beside: others,
  directory: "/srv/shop",
  name: "shop",
  osUsers,
  timezone: "Europe/Berlin",
  processors: 4,
  place: {
    directory: "/srv/shop",
    variables: {},
    read: () => ({ why: "does not exist" }),
  },
});

/** A request for files under `files`, with what lies beside them. */
export const requestFor = async (
  format: string,
  names: readonly [string, ...ReadonlyArray<string>],
): Promise<ImportRequest> => {
  const relative = (file: string) => file.slice(files.length + 1);
  const read = (name: string) => {
    const file = join(files, format, name);
    return { file: relative(file), text: readSource(format === "systemd" ? unitFile(file) : file) };
  };
  const [first, ...others] = names;
  const source = read(first);
  const script = /\.[cm]?js$/.test(first) ? await evaluate(join(files, format, first), source.text) : null;
  const beside = names.flatMap((name) => relatedFiles(format, join(files, format, name)));
  return {
    ...requestOf(source),
    ...(script && { evaluated: script.value, asked: script.asked }),
    sources: [source, ...others.map(read)],
    beside: beside.map(({ file, text }) => ({ file: relative(file), text })),
  };
};

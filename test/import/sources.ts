import { join } from "node:path";
import { fileOfUnit, filesBeside } from "../../src/cli/import/beside.ts";
import { evaluate } from "../../src/cli/import/evaluate.ts";
import { readSource } from "../../src/cli/import/readSources.ts";
import type { Accounts, ImportRequest } from "../../src/config/import/request.ts";

export const files = join(import.meta.dirname, "files");

/** The accounts of no machine in particular. */
const accounts: Accounts = {
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
  accounts,
  processors: 4,
});

/** A request for files under `files`, with what lies beside them. */
export const requestFor = async (
  format: string,
  names: readonly [string, ...ReadonlyArray<string>],
): Promise<ImportRequest> => {
  const relative = (file: string) => file.slice(files.length + 1);
  const read = (name: string) => {
    const file = join(files, format, name);
    return { file: relative(file), text: readSource(format === "systemd" ? fileOfUnit(file) : file) };
  };
  const [first, ...others] = names;
  const source = read(first);
  const script = /\.[cm]?js$/.test(first) ? await evaluate(join(files, format, first), source.text) : null;
  const beside = names.flatMap((name) => filesBeside(format, join(files, format, name)));
  return {
    ...requestOf(source),
    ...(script && { evaluated: script.value, unanswered: script.read }),
    sources: [source, ...others.map(read)],
    beside: beside.map(({ file, text }) => ({ file: relative(file), text })),
  };
};

import { Document, isMap, isSeq, parseDocument } from "yaml";
import type { Command } from "../../domain/tree/Command.ts";
import { withoutVariables } from "../assemble/interpolate.ts";

/** A child, as given to `sentinel add`. */
export interface AddedChild {
  readonly name: string;
  readonly command: Command;
  /** The absolute folder in which `sentinel add` was run. */
  readonly cwd: string;
}

const heading = (file: string): string =>
  [
    " The tree of children that were added without a file of their own: `sentinel add` and `sentinel remove`",
    " write it. Edit it if you like; then",
    `   sentinel apply -f ${file}`,
  ].join("\n");

/** The file of a tree without children, with a comment that explains it. */
export const emptyTree = (name: string, file: string): string => {
  const document = new Document({ version: 1, name, children: {} });
  document.commentBefore = heading(file);
  return document.toString({ lineWidth: 0 });
};

/** The text of a file with one more child, otherwise unchanged. */
export const withChild = (text: string, { name, command: given, cwd }: AddedChild): string => {
  const document = parseDocument(text);
  const written = "shell" in given ? withoutVariables(given.shell) : given.argv.map(withoutVariables);
  const child = document.createNode({ command: written, cwd: withoutVariables(cwd) });
  const command = child.get("command", true);
  if (isSeq(command)) command.flow = true;
  document.setIn(["children", name], child);
  const children = document.get("children");
  if (isMap(children)) children.flow = false;
  return document.toString({ lineWidth: 0 });
};

/** The text of a file without some of its children, otherwise unchanged. */
export const withoutChildren = (text: string, names: ReadonlyArray<string>): string => {
  const document = parseDocument(text);
  for (const name of names) document.deleteIn(["children", name]);
  return document.toString({ lineWidth: 0 });
};

/** The names of the children that a file declares. */
export const childrenIn = (text: string): ReadonlyArray<string> => {
  const children = parseDocument(text).get("children");
  return isMap(children) ? children.items.map(({ key }) => String(key)) : [];
};

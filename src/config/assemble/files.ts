import { Either } from "effect";

/** The file access of the language. Paths are absolute. */
export interface Files {
  /** The text of a file, or why it can't be read, as the end of the sentence "NAME …". */
  readonly read: (path: string) => Either.Either<string, string>;
  /** The files below a folder that match a pattern, in alphabetical order. */
  readonly glob: (directory: string, pattern: string) => ReadonlyArray<string>;
}

/** No file access: in a browser, or for a text without further files. */
export const noFiles: Files = {
  read: () => Either.left("can't be read here: no other files are available"),
  glob: () => [],
};

/** Resolves a path against a folder, without Node, because the language is also read in browsers. */
export const resolvePath = (directory: string, path: string): string => {
  const whole = path.startsWith("/") ? path : `${directory}/${path}`;
  const parts: Array<string> = [];
  for (const part of whole.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
};

export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";

/** The name of a file in messages. */
export type NameOf = (path: string) => string;

/** Names files in the folder of the main file as the user typed that folder; all others by their absolute path. */
export const namedLike = (file: string, directory: string): NameOf => {
  const typed = file.slice(0, file.lastIndexOf("/") + 1);
  return (path) => (path.startsWith(`${directory}/`) ? typed + path.slice(directory.length + 1) : path);
};

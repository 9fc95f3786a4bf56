import { Either } from "effect";

/** What the language needs of a file system. Paths are absolute. */
export interface Files {
  /** The text of a file; or why it can't be read, ending the sentence "NAME …". */
  readonly read: (path: string) => Either.Either<string, string>;
  /** The files under a folder that match a pattern, in alphabetical order. */
  readonly glob: (directory: string, pattern: string) => ReadonlyArray<string>;
}

/** Where there are none: in a browser, or for a text that stands alone. */
export const noFiles: Files = {
  read: () => Either.left("can't be read here: this text is read without other files"),
  glob: () => [],
};

/** A path from a folder, without Node: the language is read in browsers too. */
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

/** What a file is called in messages. */
export type NameOf = (path: string) => string;

/** Names files like the one that was asked for: as the user has typed its folder, if they lie in that. */
export const namedLike = (file: string, directory: string): NameOf => {
  const typed = file.slice(0, file.lastIndexOf("/") + 1);
  return (path) => (path.startsWith(`${directory}/`) ? typed + path.slice(directory.length + 1) : path);
};

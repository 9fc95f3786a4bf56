/** Who is told about the files of a folder; all paths are absolute. */
export interface FolderListener {
  readonly changed: (path: string) => void;
  readonly problem: (message: string) => void;
  /** The folder itself no longer exists, and nothing in it is watched any more. */
  readonly gone: () => void;
}

/** A watched folder, with everything below it that counts. */
export interface Folder {
  readonly close: () => void;
}

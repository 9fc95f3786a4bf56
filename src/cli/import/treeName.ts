import { basename } from "node:path";

/** A valid name for a tree, after its folder. */
export const treeName = (folder: string): string =>
  basename(folder)
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "") || "default";

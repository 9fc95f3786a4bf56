import { accessSync, constants, lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { protection, protectionOf } from "../protection.ts";

export const errorCode = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** The system's errors for a folder that should be created or used; each completes a sentence. */
const meanings: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space left on the disk",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "a loop of symbolic links",
  // The parent exists, and still: in /proc, for one.
  ENOENT: "no folder can be created there",
  ENOTDIR: "part of the path is a file",
};

/** A file system error in plain words, where `meanings` has some. */
export const describeError = (error: unknown): string =>
  protection(errorCode(error)) ??
  meanings[errorCode(error)] ??
  (error instanceof Error ? error.message : String(error));

/** Why a path is not a usable folder; null if it is one, undefined if nothing exists there. */
const problemAt = (path: string): string | null | undefined => {
  try {
    return statSync(path).isDirectory() ? null : `${path} is a file, not a folder`;
  } catch (error) {
    if (errorCode(error) !== "ENOENT") return `${path}: ${describeError(error)}`;
    return isLink(path) ? `${path} is a dangling symbolic link` : undefined;
  }
};

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/**
 * Create a folder and its parents, for their owner alone; null, or why that fails. One level at a time, because
 * Node's recursive mkdir never returns where the system refuses to create a folder in an existing one, as in /proc.
 */
export const makeFolder = (path: string): string | null => {
  const problem = problemAt(path);
  if (problem !== undefined) return problem;
  const above = dirname(path) === path ? null : makeFolder(dirname(path));
  if (above !== null) return above;
  try {
    mkdirSync(path, { mode: 0o700 });
    return null;
  } catch (error) {
    // Another process created it first.
    if (errorCode(error) === "EEXIST") return problemAt(path) ?? null;
    return `${path} can't be created: ${describeError(error)}`;
  }
};

/** Why a folder can't be used or created; null if it can. Creates nothing. */
export const folderProblem = (path: string): string | null => {
  const problem = problemAt(path);
  if (problem === undefined) return folderProblem(dirname(path));
  if (problem !== null) return problem;
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    const guard = protectionOf(path);
    return guard && `${path}: ${guard}`;
  } catch (error) {
    return `${path}: ${describeError(error)}`;
  }
};

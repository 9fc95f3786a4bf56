import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

const permissionBits = 0o7777;
const writeBits = 0o222;

/** The file that a path leads to. Throws the file system's error. */
const targetOf = (path: string): { readonly target: string; readonly stats: Stats } => {
  const target = realpathSync(path);
  return { target, stats: statSync(target) };
};

/** Why the content of a file can't be replaced, as the rest of a sentence that begins with its name; null if it can. Throws the file system's error. */
export const whyNotReplaced = (path: string): string | null => {
  const { target, stats } = targetOf(path);
  if (!stats.isFile()) return "is not a regular file";
  // Root may write what nobody is meant to.
  if ((stats.mode & writeBits) === 0) return "is read-only";
  accessSync(target, constants.W_OK);
  accessSync(dirname(target), constants.W_OK | constants.X_OK);
  const isOwn = process.geteuid?.() === stats.uid || process.geteuid?.() === 0;
  return isOwn ? null : "belongs to another user, so its owner would not stay the same";
};

/**
 * Replace the content of an existing file atomically: readers see all of the old one or all of the new one. Its mode, its owner
 * and a symbolic link to it stay. Throws the file system's error.
 */
export const replaceContent = (path: string, text: string): void => {
  const { target, stats } = targetOf(path);
  const draft = `${target}.${process.pid}`;
  try {
    const descriptor = openSync(draft, "wx", 0o600);
    try {
      writeFileSync(descriptor, text);
      fchownSync(descriptor, stats.uid, stats.gid);
      // After the owner, whose change takes the set-id bits away.
      fchmodSync(descriptor, stats.mode & permissionBits);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};

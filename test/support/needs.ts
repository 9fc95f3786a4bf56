import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { it } from "vitest";
import { showsEnvironments } from "./listedProcesses.ts";

/**
 * `it` for tests that need something of the machine: where that is lacking, each is skipped, and a line on
 * standard error says which one and why. Null when nothing is lacking.
 */
export const needs =
  (lacking: string | null) =>
  (title: string, body: () => unknown): void => {
    if (lacking !== null) process.stderr.write(`skipped: ${title}: ${lacking}\n`);
    it.skipIf(lacking !== null)(title, body);
  };

/** For tests that run a program which a machine may lack, such as `git`. */
export const needsProgram = (name: string) =>
  needs(spawnSync(name, ["--version"]).error === undefined ? null : `needs ${name}`);

/** For tests of processes that are known by the variables that they were started with, and by nothing else. */
export const needsEnvironments = needs(
  showsEnvironments
    ? null
    : "without /proc, a process that has left its group and its parent is not found (decision 10)",
);

/** For tests of what a process itself can read about itself in /proc alone: its session, its signals. */
export const needsOwnProc = needs(
  existsSync("/proc/self/status") ? null : "a process's session and signals are in /proc only",
);

/** For tests of what only root may do. */
export const lacksRoot = process.getuid?.() === 0 ? null : "needs root";
export const needsRoot = needs(lacksRoot);

/** Whether a user without rights may pass all folders above this file. */
const isOpenToOthers = (): boolean => {
  for (let folder = dirname(import.meta.dirname); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
};

/** What tests lack that run programs of the working tree as another user; null if nothing. */
export const lacksOtherUsers =
  lacksRoot ?? (isOpenToOthers() ? null : "needs a working tree that other users can read");
export const needsOtherUsers = needs(lacksOtherUsers);

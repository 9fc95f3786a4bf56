import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

/** The little of the driver that a second program is played with; it has no types of its own. */
interface Connection {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => { readonly all: () => ReadonlyArray<unknown> };
  readonly close: () => void;
}

/** The driver, as a program that is not Sentinel has it. */
export const Database: new (file: string) => Connection = createRequire(import.meta.url)("better-sqlite3");

/** A folder of each test's own, and a file in it that is not made. */
export const forEachTest = (name: string): { readonly folder: string; readonly file: string } => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sentinel-sqlite-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    get file() {
      return join(folder, name);
    },
  };
};

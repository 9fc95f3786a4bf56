import { closeSync, constants, openSync } from "node:fs";
import { bySystem } from "./system.ts";

const protectedByMacOs =
  "macOS protects this folder; move it, or give node Full Disk Access (System Settings, Privacy & Security)";

/**
 * What it means that the system does not permit something (EPERM), and what to do; null where that has no meaning of its
 * own, and for other errors. macOS keeps programs out of Documents, Desktop, Downloads and other volumes unless the
 * user has allowed them in, whatever the permission bits say, and a job of launchd is not asked.
 */
export const protection = bySystem<(code: string) => string | null>({
  linux: () => null,
  darwin: (code) => (code === "EPERM" ? protectedByMacOs : null),
});

/** The same for a file or folder that exists: its state may be read, only opening it tells. */
export const protectionOf = bySystem<(path: string) => string | null>({
  linux: () => null,
  darwin: (path) => {
    try {
      closeSync(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
      return null;
    } catch (error) {
      return protection(error instanceof Error && "code" in error ? String(error.code) : "");
    }
  },
});

import { existsSync } from "node:fs";

/** The kernel that this process runs on; it decides on file formats and limits. */
export const kernel = process.platform;

/** How processes, FIFOs and file events are asked about. */
type System = "linux" | "darwin";

/**
 * Decided once, and only here. A Linux without /proc is treated as macOS: both have nothing but `ps`, and macOS's ways
 * work there, too. So the tests of test/macos take these ways on Linux.
 */
const system: System = kernel === "linux" && existsSync("/proc/self/stat") ? "linux" : "darwin";

/** The way for this system. */
export const bySystem = <A>(ways: Readonly<Record<System, A>>): A => ways[system];

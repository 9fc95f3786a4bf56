import type { FSWatcher } from "node:fs";
import type { LogStream } from "../../../../../domain/LogLine.ts";

/** Watches one or both files of the run in a directory. Throws the system's error. */
export type StreamWatch = (directory: string, onGrowth: (stream: LogStream) => void) => FSWatcher;

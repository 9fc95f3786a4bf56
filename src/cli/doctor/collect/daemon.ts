import { existsSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { type CliError, UnresponsiveDaemon } from "../../../client/client.ts";
import type { TreeStatus } from "../../../domain/view/Status.ts";
import { homeFiles } from "../../../home/files.ts";
import { hasEnded, readHolder } from "../../../home/holder.ts";
import { hasHistory } from "../../../home/knownTrees.ts";
import { version } from "../../../version.ts";
import { exposureLines } from "../../view/tree/exposureLines.ts";
import type { DaemonFacts, RunningDaemon } from "../judge/daemon.ts";

/** The program of a process if its file is there no more (proc_pid_exe(5)); null: it is, or that can't be seen. */
const removedProgram = (pid: number): string | null => {
  try {
    return / \(deleted\)$/.exec(readlinkSync(`/proc/${pid}/exe`))?.input.replace(/ \(deleted\)$/, "") ?? null;
  } catch {
    return null;
  }
};

const measured = ({ health }: TreeStatus["daemon"]): string => {
  if (health === undefined) return "not told by this version";
  const { memory, event_loop_delay_ms, descriptors, output_lag } = health;
  const parts = [
    `${Math.round(memory / 1024 / 1024)} MB`,
    `event loop late by ${Math.round(event_loop_delay_ms.max)} ms at most`,
    descriptors === null ? "" : `${descriptors.open} of ${descriptors.limit} descriptors`,
    `${Math.round(output_lag.unread_bytes / 1024)} kB of output unread`,
  ];
  return parts.filter(Boolean).join(", ");
};

const running = (status: TreeStatus): RunningDaemon => {
  const { daemon, file, children, name, state, reason } = status;
  const failed = children.filter((child) => child.state === "failed" && child.wanted === "up");
  return {
    kind: "running",
    ...{ pid: daemon.pid, version: daemon.version, ownVersion: version },
    removedNode: removedProgram(daemon.pid),
    api: exposureLines(status)[0]?.replace(/^API at /, "") ?? "none",
    file: { source: file?.source ?? "unknown to this daemon", problem: file?.problem?.brief ?? null },
    measured: measured(daemon),
    ailments: daemon.health?.ailments ?? [],
    tree: { name, state, reason, children: children.length, failed: failed.map(({ path }) => path) },
  };
};

/** What a home's daemon says, or why it says nothing. */
export const daemonFacts = (home: string, status: TreeStatus | CliError): DaemonFacts => {
  if (!(status instanceof Error)) return running(status);
  if (status instanceof UnresponsiveDaemon) return { kind: "unresponsive", ...status.process };
  const holder = readHolder(home);
  if (holder !== null && !hasEnded(holder)) return { kind: "unreachable", why: status.message };
  // Its record stays when a daemon is killed.
  if (existsSync(join(home, homeFiles.holder))) return { kind: "none", how: "killed" };
  return { kind: "none", how: hasHistory(home) ? "stopped" : "never ran" };
};

import { Context } from "effect";

/** Where a daemon starts, stops and adopts runs, and records this. */
const supervisionPoints = [
  "home.claimed",
  "adoption.read",
  "adoption.recalled",
  "adoption.adopting",
  "adoption.adopted",
  "adoption.resuming",
  "adoption.resumed",
  "adoption.resumed-jobs",
  "spares.half-made",
  "fork-server.fifo-made",
  "fork-server.started",
  "start.directory-made",
  "start.request-written",
  "start.ordered",
  "start.child-seen",
  "start.reported",
  "ready.seen",
  "ready.recorded",
  "stop.signalling",
  "stop.signalled",
  "kill.scanning",
  "kill.signalling",
  "kill.signalled",
  "end.noticed",
  "end.read",
  "end.swept",
  "end.reported",
  "journal.writing",
  "journal.half-written",
  "journal.written",
  "prune.removing",
  "backoff.begun",
  "backoff.over",
  "apply.begun",
  "apply.step-done",
  "apply.carried-out",
  "apply.recorded",
  "hand-over.agreed",
  "hand-over.halted",
  "hand-over.written",
] as const;

/** Where a daemon records the output of children and keeps it within its limits. */
export const outputPoints = [
  /** Lines were found in a file; none is in the index yet. */
  "output.found",
  /** They are in the index; no listener has been notified. */
  "output.recorded",
  /** The first block of a segment is written. */
  "output.compressing",
  /** The segment is complete and durable, but still has its temporary name. */
  "output.compressed",
  /** The segment is part of the archive; its lines take space twice. */
  "output.archived",
  /** The space of the original is free. */
  "output.freed",
  /** Old lines are removed from the index; their files still exist. */
  "output.forgotten",
  /** The files are removed. */
  "output.removed",
] as const;

/** Where space is reclaimed on a file system without hole punching; `test/output/kills` covers these. */
export const freezePoints = [
  /** A program is about to be stopped with SIGSTOP. */
  "output.freezing",
  /** It is stopped, its output is archived, and its file is about to be truncated. */
  "output.truncating",
  /** The file is empty. */
  "output.truncated",
  /** The file has its final content, and the program is still stopped. */
  "output.restored",
] as const;

/** Where a daemon decides about jobs, and records that; `test/e2e/jobs-crash-points` covers these. */
export const jobPoints = [
  /** An instant is due; nothing is decided about it. */
  "job.due",
  /** The states of the jobs are written; in the same transaction, the outcomes of their instants are not. */
  "ledger.half-written",
  /** A start is recorded; its process does not exist. */
  "job.start-recorded",
  /** The process of a run has ended; nothing is decided about that. */
  "job.run-ended",
] as const;

/** Where a daemon merges the databases of a home of version 0.1; `test/stored/upgrade` covers these. */
export const mergePoints = [
  /** One of the databases is copied. */
  "merge.copied",
  /** No older version may use the home any more; the new database is not in use yet. */
  "merge.committed",
  /** The new database is in use; the old ones still exist. */
  "merge.named",
] as const;

/** Every point that a daemon passes on a file system with hole punching. */
export const crashPoints = [...supervisionPoints, ...outputPoints] as const;

export type OutputPoint = (typeof outputPoints)[number] | (typeof freezePoints)[number];
type CrashPoint =
  | (typeof crashPoints)[number]
  | (typeof jobPoints)[number]
  | (typeof mergePoints)[number]
  | OutputPoint;

/** Called with each crash point that is passed, before anything after it. */
export type CrashPointHook = (point: CrashPoint) => void;

export const noCrashPoints: CrashPointHook = () => undefined;

/**
 * Places at which a daemon may be killed during an operation; the next daemon must recover from each of them.
 * `test/process/daemon-death` kills a daemon at every point. A new step in the protocol requires a new point here, and
 * a call of the hook there. Outside of tests the hook does nothing.
 */
export class CrashPoints extends Context.Reference<CrashPoints>()("sentinel/CrashPoints", {
  defaultValue: () => noCrashPoints,
}) {}

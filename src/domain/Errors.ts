import { Data } from "effect";
import type { ChildPath } from "./ChildPath.ts";

/**
 * A command that could not be run at all: not found (ENOENT), not executable (EACCES), or its interpreter
 * is missing (`bad interpreter`). No restart cures it, so the child is given up alone (`onLimit` null).
 */
export class CannotRun extends Data.TaggedError("CannotRun")<{
  readonly problem: "ENOENT" | "EACCES" | "bad_interpreter" | "bad_cwd" | "ENOEXEC";
  /** For people: what was tried, what is wrong, what to do. */
  readonly message: string;
}> {}

/** The system could not start the process (no memory, no process slots, no disk): trying again may help. */
export class SpawnFailed extends Data.TaggedError("SpawnFailed")<{
  readonly code: string;
  readonly message: string;
}> {}

export type SpawnError = CannotRun | SpawnFailed;

/** The journal's database can't be used now; the tree runs on without it. */
export class JournalError extends Data.TaggedError("JournalError")<{ readonly message: string }> {}

/** No child has this path, unique last part or glob; `nearest` is the closest existing path. */
export class NoSuchChild extends Data.TaggedError("NoSuchChild")<{
  readonly wanted: string;
  readonly nearest: ChildPath | null;
  readonly message: string;
}> {}

/** No stored revision has this number or hash. */
export class NoSuchRevision extends Data.TaggedError("NoSuchRevision")<{ readonly message: string }> {}

/** There is no tree to begin with: the file is wrong, and nothing is left to go on with. */
export class NoTreeToStart extends Data.TaggedError("NoTreeToStart")<{ readonly message: string }> {}

/** The tree is not at the revision any more that a change was planned on. */
export class StaleRevision extends Data.TaggedError("StaleRevision")<{
  readonly current: string;
  readonly message: string;
}> {}

/** What was asked for can't be done to this child as it is now. */
export class NotPossible extends Data.TaggedError("NotPossible")<{
  readonly path: ChildPath;
  readonly reason:
    | "already_present"
    | "already_started"
    | "running"
    | "restarting"
    | "not_found"
    | "simple_one_for_one"
    | "invalid_spec"
    | "start_failed"
    | "not_replicated"
    | "supervisor_down";
  readonly message: string;
}> {}

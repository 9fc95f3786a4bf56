import { Data } from "effect";
import type { PrincipalText } from "./Principal.ts";
import type { ChildPath } from "./tree/ChildPath.ts";
import type { ChildState } from "./tree/State.ts";

/**
 * A command that could not be run at all: not found (ENOENT), not executable (EACCES), of a format that this machine
 * does not run (ENOEXEC), with too large an environment (E2BIG), or its interpreter is missing (`bad interpreter`). No restart cures it, so the child is given up alone (`onLimit` null).
 */
export class CannotRun extends Data.TaggedError("CannotRun")<{
  readonly problem: "ENOENT" | "EACCES" | "bad_interpreter" | "bad_cwd" | "ENOEXEC" | "E2BIG";
  /** For people: what was tried, what is wrong, what to do. */
  readonly message: string;
  /** What is too long to be said every time, as a sentence: where the program was looked for. */
  readonly detail?: string;
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

/** No kind of node has this chart, or it has another one now; `nearest` is the kind with the most similar name. */
export class NoSuchMachine extends Data.TaggedError("NoSuchMachine")<{
  readonly nearest: string | null;
  readonly message: string;
}> {}

/** One mistake in a configuration; lines and columns begin with 1. */
interface ConfigurationMistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What to do. */
  readonly hint: string | null;
}

/** A text is no valid configuration. */
export class InvalidConfiguration extends Data.TaggedError("InvalidConfiguration")<{
  readonly message: string;
  readonly errors: ReadonlyArray<ConfigurationMistake>;
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

/** The tree is not at the revision that the header `If-Match` names. */
export class PreconditionFailed extends Data.TaggedError("PreconditionFailed")<{
  readonly current: string;
  readonly message: string;
}> {}

/** It is another tree, by its name, than the one that runs. */
export class AnotherTree extends Data.TaggedError("AnotherTree")<{ readonly message: string }> {}

/** What was asked for can't be done to this child as it is now. */
export class NotPossible extends Data.TaggedError("NotPossible")<{
  readonly path: ChildPath;
  /** The child's state then, where there is such a child. */
  readonly state?: ChildState;
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

/** The first start of the tree is not over in the time for which a request is held. */
export class NotSettled extends Data.TaggedError("NotSettled")<{ readonly message: string }> {}

/** No account has this name or id. */
export class NoSuchAccount extends Data.TaggedError("NoSuchAccount")<{ readonly message: string }> {}

/** The accounts don't allow a change as they are now. */
export class AccountConflict extends Data.TaggedError("AccountConflict")<{
  readonly reason: "name_taken" | "last_admin" | "no_credential";
  readonly message: string;
}> {}

/** The user name or the password is wrong, or the account is disabled: which, is not said. */
export class LoginFailed extends Data.TaggedError("LoginFailed")<{
  readonly message: string;
  /** The account that was tried, where there is one; for the journal only. */
  readonly account?: PrincipalText;
}> {}

/** A one-time link that there is not, or not any more. */
export class InvalidLink extends Data.TaggedError("InvalidLink")<{ readonly message: string }> {}

/** Too many attempts to log in have failed, or are under way. */
export class TooManyAttempts extends Data.TaggedError("TooManyAttempts")<{
  readonly message: string;
  /** In seconds. */
  readonly retryAfter: number;
}> {}

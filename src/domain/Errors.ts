import { Data } from "effect";
import type { PrincipalText } from "./Principal.ts";
import type { ChildPath } from "./tree/ChildPath.ts";
import type { ChildState } from "./tree/State.ts";

/**
 * A command that can't be run at all: not found (ENOENT), not executable (EACCES), in a format that this machine does
 * not run (ENOEXEC), with too large an environment (E2BIG), with a limit or priority that it may not have (EPERM), or without its interpreter (`bad interpreter`). No restart
 * fixes it, so the child is given up alone (`onLimit` null).
 */
export class CannotRun extends Data.TaggedError("CannotRun")<{
  readonly problem: "ENOENT" | "EACCES" | "bad_interpreter" | "bad_cwd" | "ENOEXEC" | "E2BIG" | "EPERM";
  /** For users: what was tried, what is wrong, what to do. */
  readonly message: string;
  /** A sentence that is too long for every message: where the program was searched for. */
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

/** More samples wait to be stored than there is room for; nothing of these is stored. */
export class SamplesBusy extends Data.TaggedError("SamplesBusy")<{ readonly message: string }> {}

/** What was asked of the samples makes no sense, or there are none. */
export class UnanswerableSamples extends Data.TaggedError("UnanswerableSamples")<{
  readonly message: string;
}> {}

/** No child has this path or unique last part, or matches this glob; `nearest` is the closest existing path. */
export class NoSuchChild extends Data.TaggedError("NoSuchChild")<{
  readonly wanted: string;
  readonly nearest: ChildPath | null;
  readonly message: string;
}> {}

/** No kind of node has this chart, or the chart has changed; `nearest` is the kind with the most similar name. */
export class NoSuchMachine extends Data.TaggedError("NoSuchMachine")<{
  readonly nearest: string | null;
  readonly message: string;
}> {}

/** One mistake in a configuration; lines and columns start at 1. */
interface ConfigurationMistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What to do. */
  readonly hint: string | null;
}

/** A text is not a valid configuration. */
export class InvalidConfiguration extends Data.TaggedError("InvalidConfiguration")<{
  readonly message: string;
  readonly errors: ReadonlyArray<ConfigurationMistake>;
}> {}

/** A mistake in the value of a key. */
interface KeyMistake {
  /** The key; empty for the settings as a whole. */
  readonly key: string;
  readonly message: string;
  /** What to do. */
  readonly hint: string | null;
}

/** These settings of a home are not valid. */
export class InvalidSettings extends Data.TaggedError("InvalidSettings")<{
  readonly message: string;
  readonly mistakes: ReadonlyArray<KeyMistake>;
}> {}

/** This declaration of a service is not valid. */
export class InvalidDeclaration extends Data.TaggedError("InvalidDeclaration")<{
  readonly mistakes: ReadonlyArray<KeyMistake>;
}> {}

/** The settings of a home can't be written now. */
export class SettingsNotWritten extends Data.TaggedError("SettingsNotWritten")<{
  readonly message: string;
}> {}

/** The tree's file has another text than the one for which a change was made; `current` is the hash of its text, if it has one. */
export class FileChanged extends Data.TaggedError("FileChanged")<{
  readonly current: string | null;
  readonly message: string;
}> {}

/** The tree's file can't be written now. */
export class FileNotWritten extends Data.TaggedError("FileNotWritten")<{ readonly message: string }> {}

/** No stored revision has this number or hash. */
export class NoSuchRevision extends Data.TaggedError("NoSuchRevision")<{ readonly message: string }> {}

/** There is no tree to start with: the file is invalid, and no earlier tree can be continued. */
export class NoTreeToStart extends Data.TaggedError("NoTreeToStart")<{ readonly message: string }> {}

/** The tree is no longer at the revision for which a change was planned. */
export class StaleRevision extends Data.TaggedError("StaleRevision")<{
  readonly current: string;
  readonly message: string;
}> {}

/** The tree is not at the revision that the header `If-Match` names. */
export class PreconditionFailed extends Data.TaggedError("PreconditionFailed")<{
  readonly current: string;
  readonly message: string;
}> {}

/** The tree has another name than the running one. */
export class AnotherTree extends Data.TaggedError("AnotherTree")<{ readonly message: string }> {}

/** The child can't carry out the command in its current state. */
export class NotPossible extends Data.TaggedError("NotPossible")<{
  readonly path: ChildPath;
  /** The state of the child, if it exists. */
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
    | "declared_in_file"
    | "supervisor_down"
    | "not_a_check"
    | "not_running"
    | "not_a_job"
    | "not_expected"
    | "not_reloadable"
    | "slot_of_job";
  readonly message: string;
}> {}

/** The first start of the tree took longer than the request may wait. */
export class NotSettled extends Data.TaggedError("NotSettled")<{ readonly message: string }> {}

/** No account has this name or id. */
export class NoSuchAccount extends Data.TaggedError("NoSuchAccount")<{ readonly message: string }> {}

/** A change that contradicts the current accounts. */
export class AccountConflict extends Data.TaggedError("AccountConflict")<{
  readonly reason: "name_taken" | "last_admin" | "no_credential";
  readonly message: string;
}> {}

/** The user name or the password is wrong, or the account is disabled; which of these is not disclosed. */
export class LoginFailed extends Data.TaggedError("LoginFailed")<{
  readonly message: string;
  /** The account of the attempt, if it exists; for the journal only. */
  readonly account?: PrincipalText;
}> {}

/** A one-time link that does not exist, or no longer does. */
export class InvalidLink extends Data.TaggedError("InvalidLink")<{ readonly message: string }> {}

/** Too many attempts to log in have failed, or are in progress. */
export class TooManyAttempts extends Data.TaggedError("TooManyAttempts")<{
  readonly message: string;
  /** In seconds. */
  readonly retryAfter: number;
}> {}

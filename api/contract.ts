import { Schema } from "effect";
import { Command } from "../src/domain/ChildSpec.ts";

/** Why a request was not served; the command line turns each into an exit code (CLI.md). */
export type ProblemCode =
  | "no_such_child"
  | "several_children"
  | "not_possible"
  | "invalid_request"
  | "journal_unavailable"
  | "no_such_route"
  | "internal";

/** An error as RFC 9457 problem details. */
export interface Problem {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  /** For people: what is wrong and what to do. */
  readonly detail: string;
  readonly code: ProblemCode;
  /** The closest existing path, where a child was not found. */
  readonly nearest?: string;
  /** Why it can't be done, where the tree refused (`NotPossible`). */
  readonly reason?: string;
}

/** Who asks. The socket's file permissions are the authentication, so the client's word is taken. */
const by = Schema.String.pipe(Schema.pattern(/^user:\S+$/, { message: () => "by: write user:NAME" }));

/** A child as a person types it: its path, a unique last part, or a glob. */
const path = Schema.String;

/** Answer once it is reached or impossible; otherwise at once. */
const wait = Schema.optionalWith(Schema.Boolean, { default: () => true });

/** `start`, `stop`, `restart` and `remove` of one child. */
export const ChildRequest = Schema.Struct({ path, by, wait });

export const AddRequest = Schema.Struct({
  /** The supervisor it goes under; empty for the root. */
  under: path,
  name: Schema.NonEmptyString,
  command: Command,
  by,
  wait,
});

export const ScaleRequest = Schema.Struct({ path, replicas: Schema.NonNegativeInt, by, wait });

export const SignalRequest = Schema.Struct({
  path,
  signal: Schema.String.pipe(Schema.pattern(/^SIG[A-Z0-9+-]+$/, { message: () => "signal: write SIGNAME" })),
  by,
});

/** The pids of the process group leaders that a signal went to. */
export interface SignalAnswer {
  readonly pids: ReadonlyArray<number>;
}

/** What a typed path stands for, in document order. */
export interface ChildrenAnswer {
  readonly paths: ReadonlyArray<string>;
}

export const DownRequest = Schema.Struct({
  by,
  /** `at_once` sends SIGKILL to everything that still runs. */
  how: Schema.optionalWith(Schema.Literal("in_order", "at_once"), { default: () => "in_order" as const }),
});
export type DownHow = "in_order" | "at_once";

/** The daemon is on its way down; it is gone when its process is. */
export interface DownAnswer {
  readonly pid: number;
}

/** Header of an event stream that had to do without the journal: why, percent-encoded. */
export const noticeHeader = "sentinel-notice";

import { Schema } from "effect";

/**
 * The kernel has killed a run for want of memory. `limit`: the bytes of its own limit; null if it was not that, but the
 * memory of the machine, or of a group above.
 */
const OutOfMemory = Schema.Struct({ limit: Schema.NullOr(Schema.Number) });
export type OutOfMemory = typeof OutOfMemory.Type;

/**
 * How an operating-system process ended, exactly as the kernel reported it: a code or a signal, never both, and never
 * one converted to the other. `unknown`: no process was left to collect the status (the shim was killed with SIGKILL);
 * it contains the reason.
 */
export const Exit = Schema.Union(
  Schema.Struct({ code: Schema.Int }),
  Schema.Struct({
    signal: Schema.String,
    /** Told by the control group of the run; omitted if it has none. */
    outOfMemory: Schema.optionalWith(OutOfMemory, { exact: true }),
  }),
  Schema.Struct({ unknown: Schema.String }),
);
export type Exit = typeof Exit.Type;

/** A process that was still alive when the leader of its run had exited, and was killed then. */
export interface LeftBehind {
  readonly pid: number;
  /** The program, and its first argument unless that is an option. */
  readonly command: string;
}

/** A code or a signal name in a list of exit rules, such as `3` or `"SIGUSR1"`. */
export const ExitMatch = Schema.Union(Schema.Int, Schema.String);
export type ExitMatch = typeof ExitMatch.Type;

/** The meaning of exits; see `policy/restart/exit.ts` for how they are interpreted. */
export const ExitRules = Schema.Struct({
  /** Exits that are a success. Default `[0]`. */
  success: Schema.Array(ExitMatch),
  /** Exits that no restart fixes: the child fails at once. Default none. */
  fatal: Schema.Array(ExitMatch),
  /**
   * Exits before readiness that mean "not needed here" (OTP's `ignore`): the child stays down, and its siblings
   * continue.
   */
  ignore: Schema.Array(ExitMatch),
});
export type ExitRules = typeof ExitRules.Type;

/**
 * The class of an exit for supervision (OTP's exit reasons, mapped in research/otp.md section 7): `normal` (exit code 0
 * or listed), `shutdown` (after a request to stop), `crash` (anything else).
 */
export type EndKind = "normal" | "shutdown" | "crash";

import { Schema } from "effect";

/**
 * How an operating-system process ended, exactly as the kernel told it: a code or a signal, never both
 * and never one turned into the other. `unknown` is said when nobody was there to be told (the shim was
 * killed with -9); it carries why.
 */
export const Exit = Schema.Union(
  Schema.Struct({ code: Schema.Int }),
  Schema.Struct({ signal: Schema.String }),
  Schema.Struct({ unknown: Schema.String }),
);
export type Exit = typeof Exit.Type;

/** A process that outlived the leader of its run, and was ended then. */
export interface LeftBehind {
  readonly pid: number;
  /** The program, and its first argument unless that is an option. */
  readonly command: string;
}

/** A code or a signal name in a list of exit rules, such as `3` or `"SIGUSR1"`. */
export const ExitMatch = Schema.Union(Schema.Int, Schema.String);
export type ExitMatch = typeof ExitMatch.Type;

/** Which exits mean what; see `policy/exit.ts` for how they are read. */
export const ExitRules = Schema.Struct({
  /** Exits that are a normal end. Default `[0]`. */
  success: Schema.Array(ExitMatch),
  /** Exits that no restart can cure: the child fails at once. Default none. */
  fatal: Schema.Array(ExitMatch),
  /** Exits before readiness that mean "not wanted here" (OTP's `ignore`): left down, siblings go on. */
  ignore: Schema.Array(ExitMatch),
});
export type ExitRules = typeof ExitRules.Type;

/**
 * What an end means to supervision (OTP's exit reasons, mapped in research/otp.md section 7):
 * `normal` (exit code 0 or listed), `shutdown` (asked to end), `crash` (anything else).
 */
export type EndKind = "normal" | "shutdown" | "crash";

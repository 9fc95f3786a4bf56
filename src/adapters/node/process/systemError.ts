import { SpawnFailed } from "../../../domain/Errors.ts";

/**
 * Messages of other programs when the system refuses a resource: strerror(3) in English, which for macOS is British, and
 * dash's when it can't fork.
 */
const messages: ReadonlyArray<readonly [RegExp, string]> = [
  [/No space left on device/, "ENOSPC"],
  [/Dis[ck] quota exceeded/, "EDQUOT"],
  [/Too many open files in system/, "ENFILE"],
  [/Too many open files/, "EMFILE"],
  [/Cannot allocate memory/, "ENOMEM"],
  [/Resource temporarily unavailable|cannot fork|\bfork:/i, "EAGAIN"],
];

/** The system's error code that a program's output mentions; undefined if none. */
export const errorCodeIn = (words: string): string | undefined =>
  messages.find(([saying]) => saying.test(words))?.[1];

/** Node's error code, unless another program failed: then Node knows only its exit code. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "UNKNOWN";
  if ("code" in error && typeof error.code === "string") return error.code;
  return errorCodeIn(error.message) ?? "UNKNOWN";
};

/**
 * The system's reason for refusing a start. Of a failed program: the last line of its output, after a long command.
 */
export const systemError = (error: unknown): SpawnFailed => {
  const said = error instanceof Error ? error.message : String(error);
  const reason = said.trimEnd().split("\n").at(-1);
  return new SpawnFailed({ code: codeOf(error), message: `the process could not be started: ${reason}` });
};

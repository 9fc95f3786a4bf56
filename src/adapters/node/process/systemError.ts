import { SpawnFailed } from "../../../domain/Errors.ts";

/** What other programs say when the system refuses them something: strerror(3) in English, and dash when it can't fork. */
const sayings: ReadonlyArray<readonly [RegExp, string]> = [
  [/No space left on device/, "ENOSPC"],
  [/Disk quota exceeded/, "EDQUOT"],
  [/Too many open files in system/, "ENFILE"],
  [/Too many open files/, "EMFILE"],
  [/Cannot allocate memory/, "ENOMEM"],
  [/Resource temporarily unavailable|cannot fork|\bfork:/i, "EAGAIN"],
];

/** The name of the system's error that a program speaks of; undefined if it says nothing of that kind. */
export const codeIn = (words: string): string | undefined =>
  sayings.find(([saying]) => saying.test(words))?.[1];

/** Node's name for it, unless another program failed: of that, Node knows only the exit code. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "UNKNOWN";
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeIn(error.message) ?? "UNKNOWN";
};

/** What the system said against a start. Of a program that failed: the last line, after a long command. */
export const systemError = (error: unknown): SpawnFailed => {
  const said = error instanceof Error ? error.message : String(error);
  const reason = said.trimEnd().split("\n").at(-1);
  return new SpawnFailed({ code: codeOf(error), message: `the process could not be started: ${reason}` });
};

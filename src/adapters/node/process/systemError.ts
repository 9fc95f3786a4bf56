import { SpawnFailed } from "../../../domain/Errors.ts";

/** What the system said against a start. */
export const systemError = (error: unknown): SpawnFailed => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN";
  const reason = error instanceof Error ? error.message : String(error);
  return new SpawnFailed({ code, message: `the process could not be started: ${reason}` });
};

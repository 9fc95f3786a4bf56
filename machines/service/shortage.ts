import type { SpawnError } from "../../src/domain/Errors.ts";
import { shortageOf } from "../../src/policy/messages/shortage.ts";

/** The resource that was short when the system refused a start. */
export const shortageIn = (error: SpawnError): string | null =>
  error._tag === "SpawnFailed" ? shortageOf(error.code) : null;

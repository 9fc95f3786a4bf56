import type { Clock, Effect } from "effect";
import type { JournalError } from "../../src/domain/Errors.ts";
import type { Credentials } from "../../src/ports/home/Credentials.ts";
import type { Accounts } from "../../src/ports/store/Accounts.ts";
import type { Directory } from "./Directory.ts";

/** What everything about accounts is made of. */
export interface World {
  readonly accounts: typeof Accounts.Service;
  readonly credentials: typeof Credentials.Service;
  /** Read when it is first needed. */
  readonly directory: Effect.Effect<Directory, JournalError>;
  /** The same; it has come to something already where it was read before. */
  readonly directoryNow: () => Effect.Effect<Directory, JournalError>;
  readonly clock: Clock.Clock;
}

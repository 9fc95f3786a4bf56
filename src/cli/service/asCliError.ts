import { ServiceError } from "../../../launchd/ServiceManager.ts";
import { CliError, exitCode } from "../../client/client.ts";

/** What a service manager refused, as a failure of the command. */
export const asCliError = <A>(outcome: Promise<A>): Promise<A> =>
  outcome.catch((error: unknown) => {
    throw error instanceof ServiceError ? new CliError(exitCode.failed, error.message) : error;
  });

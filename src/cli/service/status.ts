import { exitCode } from "../../client/client.ts";
import { atMost, parseInvocation } from "../arguments/invocation.ts";
import { asCliError } from "./asCliError.ts";
import { selectedService, serviceOptions } from "./selectedService.ts";
import { stateLines } from "./stateLines.ts";

export const statusUsage = "service status [--name LABEL] [--json]";

/** `sentinel service status`: exit code 0 if its daemon runs, else 1. */
export const status = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, serviceOptions);
  atMost(0, invocation, statusUsage);
  const { manager, service } = await selectedService(invocation);
  const state = await asCliError(manager.status(service));
  process.stdout.write(
    invocation.json
      ? `${JSON.stringify({ ...service, manager: manager.name, ...state })}\n`
      : `${stateLines(service, state).join("\n")}\n`,
  );
  return state.state === "running" ? exitCode.done : exitCode.failed;
};

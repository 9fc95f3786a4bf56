import { exitCode } from "../../client/client.ts";
import { atMost, parseInvocation, wholeNumber } from "../arguments/invocation.ts";
import { asCliError } from "./asCliError.ts";
import { selectedService, serviceOptions } from "./selectedService.ts";

export const logsUsage = "service logs [-f] [-n N] [--name LABEL]";

const usualLines = 50;

/** `sentinel service logs`: what the daemon itself prints; `sentinel logs` shows the output of its children. */
export const logs = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    ...serviceOptions,
    follow: { type: "boolean", short: "f" },
    lines: { type: "string", short: "n" },
  });
  atMost(0, invocation, logsUsage);
  const lines = wholeNumber(invocation.value("lines"), "-n") ?? usualLines;
  const { manager, service } = await selectedService(invocation);
  await asCliError(manager.logs(service, { lines, follow: invocation.flag("follow") }));
  return exitCode.done;
};

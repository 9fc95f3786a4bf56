import { ask, exitCode, request } from "../../../client/client.ts";
import type { Connection } from "../../../mcp/Connection.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";

/** For a user who runs it in a terminal. */
const onTerminal =
  "this is for AI assistants, which start it and speak MCP with it (docs/mcp.md says how to set one up); Ctrl-D ends it";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  atMost(0, invocation, "mcp [--home DIR] [--tree NAME] [--url URL]");
  const daemon: Connection = {
    identity: "",
    // The home is resolved for each request, because the daemon may be started, even in another home, at any time.
    request: async (address, { body, ifMatch, ...destination } = {}) =>
      body === undefined
        ? ask(invocation.daemon, address, destination)
        : request(invocation.daemon, address, body, { ...destination, ifMatch }),
  };
  if (process.stdin.isTTY) process.stderr.write(`sentinel: ${onTerminal}\n`);
  const { serveOnStdio } = await import("../../../mcp/mcp.ts");
  await serveOnStdio(daemon);
  return exitCode.done;
};

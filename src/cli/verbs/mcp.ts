import { ask, exitCode, request } from "../../client/client.ts";
import type { Connection } from "../../mcp/Connection.ts";
import { atMost, parseInvocation } from "../arguments/invocation.ts";

/** Somebody has typed it to see what it does. */
const onTerminal =
  "this is for AI assistants, which start it and speak MCP with it (docs/mcp.md says how to set one up); Ctrl-D ends it";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  atMost(0, invocation, "mcp [--home DIR] [--tree NAME]");
  const daemon: Connection = {
    identity: "",
    // The home is looked for with each request: the daemon may be started, or started elsewhere, at any time.
    request: async (address, { body, revision, ...destination } = {}) =>
      body === undefined
        ? ask(invocation.home, address, destination)
        : request(invocation.home, address, body, { ...destination, revision }),
  };
  if (process.stdin.isTTY) process.stderr.write(`sentinel: ${onTerminal}\n`);
  const { serveOnStdio } = await import("../../mcp/mcp.ts");
  await serveOnStdio(daemon);
  return exitCode.done;
};

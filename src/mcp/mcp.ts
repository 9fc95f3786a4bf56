import { createMcpHandler } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Connection } from "./Connection.ts";
import { type Dispatch, insideDaemon } from "./insideDaemon.ts";
import { makeServer } from "./server.ts";

// A bundle of its own (scripts/program): `sentinel mcp` loads it, and a daemon at the first request to /mcp.

/** Nothing changes of what is offered, so there is nothing to be told of. */
const maxSubscriptions = 0;

/** Serve one client on standard input and output, until it closes them. */
export const serveOnStdio = (daemon: Connection): Promise<void> =>
  new Promise((resolve) => {
    serveStdio(() => makeServer(daemon), { maxSubscriptions });
    process.stdin.once("close", resolve);
  });

/** Answer one request to the server inside of a daemon, with the rights of its `authorization`. */
export const answerMcp = (
  request: Request,
  authorization: string | null,
  dispatch: Dispatch,
): Promise<Response> => {
  const daemon = insideDaemon(dispatch, authorization);
  return createMcpHandler(() => makeServer(daemon), { maxSubscriptions }).fetch(request);
};

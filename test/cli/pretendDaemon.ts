import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimHeader } from "../../src/domain/Principal.ts";

/** What is answered to a request: a JSON document with a status, or a stream that the test goes on writing. */
type Answer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly stream: (out: ServerResponse) => void };

/** A home with something that answers like a daemon, to see what the command line makes of it. */
export const pretendDaemon = async (answer: (request: string, body: string) => Answer) => {
  const home = mkdtempSync(join(tmpdir(), "sentinel-cli-"));
  const asked: Array<string> = [];
  const claims: Array<string | undefined> = [];
  const server: Server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const line = `${request.method} ${request.url?.replace("/api/v1", "")}`;
    claims.push(request.headers[claimHeader]?.toString());
    asked.push(body ? `${line} ${body}` : line);
    const found = answer(line, body);
    if ("stream" in found) {
      response.writeHead(200);
      found.stream(response);
    } else {
      response.writeHead(found.status ?? 200).end(JSON.stringify(found.json));
    }
  });
  await new Promise<void>((resolve) => server.listen(join(home, "sentinel.sock"), resolve));
  return {
    home,
    /** What has been asked so far: method, route and body. */
    asked,
    /** Who each of these has said to be. */
    claims,
    end: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(home, { recursive: true, force: true });
    },
  };
};

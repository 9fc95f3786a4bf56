import { completable, type McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Connection } from "./Connection.ts";
import { problemText } from "./problemText.ts";
import { proposals } from "./resources.ts";
import { explanationText } from "./tools/tree/explain.ts";

const request = (path: string): string =>
  `Find out why "${path}" is down, or not as it should be, and tell me in a few sentences: what has failed, why, and what I can do about it. Sentinel supervises it. What Sentinel says of it now is below.

Then use these tools, as far as they are needed:
1. \`logs\` with the path and the number of the last run: what was printed before it ended. Look for the first error, not the last one.
2. \`runs\`: whether it always ends in the same way, and how long it lives.
3. \`events\` with the last hour: what else has changed just before, such as another child, the configuration, or a command of a person.
4. \`status\`: whether what it depends on runs.

Do not start, restart or stop anything before you have told me the cause. Give the lines of output that show it.`;

/** Questions that people have most. */
export const registerPrompts = (server: McpServer, daemon: Connection): void => {
  const argsSchema = z.object({
    path: completable(z.string().min(1).describe("The service or group"), (typed) =>
      proposals(daemon, typed ?? ""),
    ),
  });
  server.registerPrompt(
    "why-is-it-down",
    {
      title: "Why is it down?",
      description: "Find out why a service or group does not run as it should.",
      argsSchema,
    },
    async ({ path }) => {
      const explanation = await daemon
        .request("GET /children/:path/explain", { params: { path } })
        .then(explanationText, problemText);
      const text = `${request(path)}\n\n<explanation>\n${explanation}\n</explanation>`;
      return { messages: [{ role: "user", content: { type: "text", text } }] };
    },
  );
};

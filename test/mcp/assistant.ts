import { join } from "node:path";
import {
  Client,
  type ElicitRequest,
  type ElicitResult,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { request } from "../../src/client/client.ts";
import type { BodyOf } from "../../src/client/routes.ts";
import type { Place } from "../e2e/sentinel.ts";
import { holderOf } from "../http/talk.ts";

const program = join(import.meta.dirname, "../../dist/sentinel.js");

/** How the person who uses an assistant answers a question. */
export type Person = (question: string) => ElicitResult;

/** An assistant, by the official client. */
export interface Assistant {
  readonly client: Client;
  /** What a tool says; one that could not do what was asked for is an error. */
  readonly call: (
    tool: string,
    input?: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly isError: boolean; readonly text: string }>;
  /** The text of a resource. */
  readonly read: (uri: string) => Promise<string>;
}

/** What an assistant is capable of: `2025` knows the older revision of the protocol only. */
interface Abilities {
  readonly revision?: "2025" | "2026";
  readonly person?: Person;
}

const clientOf = ({ revision = "2026", person }: Abilities): Client => {
  const client = new Client(
    { name: "test", version: "1" },
    {
      capabilities: person === undefined ? {} : { elicitation: { form: {} } },
      versionNegotiation: { mode: revision === "2025" ? "legacy" : "auto" },
    },
  );
  if (person !== undefined)
    client.setRequestHandler("elicitation/create", ({ params }: ElicitRequest) => person(params.message));
  return client;
};

const assistantOf = (client: Client): Assistant => ({
  client,
  call: async (name, input = {}) => {
    const { isError = false, content } = await client.callTool({ name, arguments: input });
    return { isError, text: content.map((part) => (part.type === "text" ? part.text : "")).join("\n") };
  },
  read: async (uri) => {
    const { contents } = await client.readResource({ uri });
    return contents.map((part) => ("text" in part ? part.text : "")).join("\n");
  },
});

/** An assistant that has started `sentinel mcp`. */
export const onStdio = async ({ folder, home }: Place, abilities: Abilities = {}): Promise<Assistant> => {
  const client = clientOf(abilities);
  const env = { ...process.env, SENTINEL_HOME: home };
  const command = process.execPath;
  await client.connect(
    new StdioClientTransport({ command, args: [program, "mcp"], cwd: folder, env: env as never }),
  );
  return assistantOf(client);
};

/** An assistant that talks to the daemon with a key. */
export const overHttp = async (
  { home }: Place,
  key: string,
  abilities: Abilities = {},
): Promise<Assistant> => {
  const client = clientOf(abilities);
  const url = new URL(`${holderOf(home).url}/mcp`);
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
  return assistantOf(client);
};

/** A new API key, made by the owner of the home. */
export const keyFor = async ({ home }: Place, rights: BodyOf<"POST /keys">): Promise<string> =>
  (await request(home, "POST /keys", rights)).key;

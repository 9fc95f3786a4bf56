import type {
  CallToolResult,
  InputRequiredResult,
  McpServer,
  ServerContext,
} from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { Connection } from "../Connection.ts";
import { problemText } from "../problemText.ts";

/** What a call does to the tree. `interrupts`: it may end processes. */
type Effect = "reads" | "changes" | "interrupts";

/** Whom a tool works for. */
export interface Asked {
  readonly daemon: Connection;
  readonly server: McpServer;
  readonly context: ServerContext;
}

type Result = CallToolResult | InputRequiredResult;

/** A tool that an assistant may call. */
interface Declaration<Input extends z.ZodType> {
  readonly name: string;
  readonly title: string;
  /** For a model that knows nothing of Sentinel. */
  readonly description: string;
  readonly input: Input;
  readonly effect: Effect;
  readonly perform: (input: z.output<Input>, asked: Asked) => Promise<Result>;
}

/** Makes a tool part of a server. */
export type Register = (server: McpServer, daemon: Connection) => void;

/** What was asked for has come about. */
export const done = (text: string): CallToolResult => ({ content: [{ type: "text", text }] });

/** What was asked for has not come about. */
export const failed = (text: string): CallToolResult => ({ ...done(text), isError: true });

/** A tool; whatever goes wrong in it is an answer, so that the model can do something about it. */
export const tool =
  <Input extends z.ZodType>({
    name,
    title,
    description,
    input,
    effect,
    perform,
  }: Declaration<Input>): Register =>
  (server, daemon) => {
    const annotations = {
      title,
      readOnlyHint: effect === "reads",
      destructiveHint: effect === "interrupts",
      openWorldHint: false,
    };
    const answer = async (given: unknown, context: ServerContext): Promise<Result> => {
      try {
        return await perform(given as z.output<Input>, { daemon, server, context });
      } catch (error) {
        return failed(problemText(error));
      }
    };
    server.registerTool(name, { title, description, inputSchema: input, annotations }, answer as never);
  };

import { createHash, randomBytes } from "node:crypto";
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { PlanFor } from "../domain/view/Plan.ts";

/** What a person is asked about, as it comes back with the answer. */
interface Question {
  /** SHA-256 of the plan that was shown. */
  readonly plan: string;
}

const key = randomBytes(32);

/** Signs questions, so that an answer can't be for another plan or for somebody else. */
export const questionsOf = (identity: string): RequestStateCodec<Question> =>
  createRequestStateCodec<Question>({ key, bind: () => identity });

const digestOf = ({ revision, steps }: PlanFor): string =>
  createHash("sha256")
    .update(JSON.stringify([revision, steps]))
    .digest("base64url");

/** What a client of the revision 2026-07-28 says of itself with each request; older ones say it once. */
const capabilitiesIn = ({ server }: McpServer, { mcpReq }: ServerContext): ClientCapabilities | undefined => {
  const envelope: { readonly [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities } | undefined =
    mcpReq.envelope;
  return envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
};

/** Whether the person who uses the assistant can be asked: the client says so, and forms are what it can show by default. */
export const canAsk = (server: McpServer, context: ServerContext): boolean => {
  const elicitation = capabilitiesIn(server, context)?.elicitation;
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
};

const field = "apply";

/** Ask the person about a plan. */
export const ask = async (
  plan: PlanFor,
  planText: string,
  questions: RequestStateCodec<Question>,
  context: ServerContext,
): Promise<InputRequiredResult> =>
  inputRequired({
    inputRequests: {
      [field]: inputRequired.elicit({
        message: `The assistant wants to change what runs on this machine:\n\n${planText}`,
        requestedSchema: {
          type: "object",
          properties: { [field]: { type: "boolean", title: "Apply this", default: false } },
          required: [field],
        },
      }),
    },
    requestState: await questions.mint({ plan: digestOf(plan) }, context),
  });

/** What a person has said to a plan; `nothing` where they were not asked, or about another plan. */
export const answerTo = (plan: PlanFor, { mcpReq }: ServerContext): "nothing" | "yes" | "no" => {
  if (mcpReq.requestState<Question>()?.plan !== digestOf(plan)) return "nothing";
  const answer = inputResponse(mcpReq.inputResponses, field);
  if (answer.kind !== "elicit") return "nothing";
  return answer.action === "accept" && answer.content?.[field] === true ? "yes" : "no";
};

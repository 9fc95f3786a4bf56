import { statuses } from "../answer/problem.ts";
import type { AnyRoute } from "./AnyRoute.ts";
import type { Json } from "./jsonSchema.ts";

type Code = keyof typeof statuses;

/** What a route may refuse with, besides what it declares. */
const commonCodes = ({ role, method, audit }: AnyRoute): ReadonlyArray<Code> => [
  "BadRequest",
  ...(role === "anyone" ? [] : (["Unauthenticated"] as const)),
  // What is open to anyone may still be closed to pages of other sites, and to other machines.
  ...(role === "anyone" && method === "GET" ? [] : (["Forbidden"] as const)),
  ...(method === "GET" ? [] : (["BodyTooLarge", "UnsupportedMediaType"] as const)),
  "MisdirectedRequest",
  ...(audit === undefined ? [] : (["KeyReused"] as const)),
  "Defect",
];

/** The refusals of a route by status: one problem document for all of them. */
export const refusalsOf = (route: AnyRoute): Json => {
  const byStatus = new Map<number, Array<Code>>();
  for (const code of new Set<Code>([...commonCodes(route), ...route.refusals]))
    byStatus.set(statuses[code].status, [...(byStatus.get(statuses[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.join(", "),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
};

/** The schema of a problem document. */
export const problem: Json = {
  type: "object",
  description: "What went wrong (RFC 9457). `code` is for programs, `detail` for people.",
  required: ["type", "title", "status", "code", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    detail: { type: "string" },
    hint: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: { path: { type: "string" }, message: { type: "string" }, hint: { type: "string" } },
      },
    },
  },
};

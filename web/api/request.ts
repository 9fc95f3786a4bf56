import {
  type AnswerOf,
  type BodyOf,
  type Destination,
  type DocumentAddress,
  type StreamAddress,
  targetOf,
} from "../../src/client/routes.ts";
import { ApiError, errorOf, notUnderstood } from "./ApiError.ts";
import { baseUrl } from "./baseUrl.ts";

/** The CSRF token for writes; it comes with the answers about the session. */
let csrf: string | null = null;

export const setCsrf = (token: string | null): void => {
  csrf = token;
};

interface Options {
  readonly body?: unknown;
  readonly accept?: string;
  /** The expected `ETag`: the write is refused with 412 if it has changed. */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

const send = async (
  { method, path }: { readonly method: string; readonly path: string },
  { body, accept = "application/json", ifMatch, signal }: Options,
): Promise<Response> => {
  const headers: Record<string, string> = { accept };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (method !== "GET" && csrf !== null) headers["x-csrf-token"] = csrf;
  if (ifMatch !== undefined) headers["if-match"] = `"${ifMatch}"`;
  const response = await fetch(new URL(path.slice(1), baseUrl), {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new ApiError(null, "the daemon can't be reached");
  });
  if (!response.ok) throw await errorOf(response);
  return response;
};

/** Options of a request. */
type Requested<A extends DocumentAddress> = Destination<A> & {
  readonly body?: BodyOf<A>;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
};

/** Call a route; rejects with an `ApiError` if it refuses or can't be reached. */
export const request = async <A extends DocumentAddress>(
  address: A,
  { body, ifMatch, signal, ...destination }: Requested<A> = {},
): Promise<AnswerOf<A>> => {
  const response = await send(targetOf(address, destination), {
    ...(body === undefined ? {} : { body }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(signal === undefined ? {} : { signal }),
  });
  return response.json().catch((error: unknown) => {
    throw signal?.aborted === true ? error : notUnderstood(response.status);
  });
};

const parsed = <Line>(line: string, { status }: Response): Line => {
  try {
    return JSON.parse(line);
  } catch {
    throw notUnderstood(status);
  }
};

/** Read a route that answers with lines of JSON, one at a time, until it ends or is aborted. */
export async function* requestLines<A extends StreamAddress | "GET /events" | "GET /audit", Line>(
  address: A,
  { signal, ...destination }: Destination<A> & { readonly signal: AbortSignal },
): AsyncGenerator<Line> {
  const response = await send(targetOf(address, destination), { accept: "application/x-ndjson", signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield parsed<Line>(line, response);
  }
}

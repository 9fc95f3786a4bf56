import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "../generated/openapi.d.ts";

/** What went wrong (RFC 9457); `code` is for programs. */
type Problem = components["schemas"]["Problem"];

type Media = "application/json" | "application/problem+json";

/** The routes of a daemon, typed by its OpenAPI document: `GET("/children/{path}", { params: { path: { path } } })`. */
export type ApiClient = Client<paths, Media>;

/** Where a daemon is, and who asks. */
interface ApiAddress {
  /** As `sentinel status` shows it; a path of a reverse proxy may follow the host. */
  readonly url: string;
  /** An API key or a token; left out where a cookie says who asks. */
  readonly key?: string;
  /** What writes of a cookie's session need: the `csrf` of `GET /session`. */
  readonly csrf?: string;
  /** Carries requests out; by default that of the runtime. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A client of a daemon for scripts and the dashboard. Without a key or a session it is refused with 401. */
export const apiClient = ({ url, key, csrf, fetch }: ApiAddress): ApiClient =>
  createClient<paths, Media>({
    baseUrl: `${url.replace(/\/$/, "")}/api/v1`,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(csrf === undefined ? {} : { "x-csrf-token": csrf }),
    },
    ...(fetch === undefined ? {} : { fetch }),
  });

/** A refusal of the API. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ApiProblem";
    this.problem = problem;
  }
}

/** What a request is answered with. Throws an `ApiProblem` where it is refused, and what `fetch` throws where it can't be sent. */
export const answerOf = async <Answer>(
  request: Promise<{ readonly data?: Answer; readonly error?: Problem }>,
): Promise<Answer> => {
  const { data, error } = await request;
  if (error !== undefined) throw new ApiProblem(error);
  return data as Answer;
};

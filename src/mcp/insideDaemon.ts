import type { Problem } from "../client/client.ts";
import { type AnswerOf, type DocumentAddress, targetOf } from "../client/routes.ts";
import type { Asking, Connection } from "./Connection.ts";

/** Answers a request as the API of the daemon does. */
export type Dispatch = (request: Request) => Response | Promise<Response>;

/** The daemon has refused a request. */
class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The API as its own daemon reaches it, with the authorization of the one who sent the assistant's request. */
export const insideDaemon = (dispatch: Dispatch, authorization: string | null): Connection => ({
  identity: authorization ?? "",
  request: async <A extends DocumentAddress>(
    address: A,
    { body, ifMatch, ...destination }: Asking<A> = {},
  ) => {
    const { method, path } = targetOf(address, destination);
    const payload = body === undefined ? null : JSON.stringify(body);
    const headers = {
      ...(authorization === null ? {} : { authorization }),
      ...(ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` }),
      ...(payload === null
        ? {}
        : { "content-type": "application/json", "content-length": String(Buffer.byteLength(payload)) }),
    };
    const response = await dispatch(
      new Request(`http://sentinel${path}`, { method, headers, body: payload }),
    );
    const answer: unknown = await response.json();
    if (response.ok) return answer as AnswerOf<A>;
    throw new Refused(answer as Problem);
  },
});

import { Effect } from "effect";
import { isCrossOrigin } from "../../access/crossOrigin.ts";
import { respond } from "../../answer/problem.ts";
import { Forbidden } from "../../caller.ts";
import type { Endpoint } from "../../handle.ts";
import { connectionOf } from "../../transport/connectionOf.ts";

/** Answers a request as the whole API does. `env`: what the request came with. */
type Dispatch = (request: Request, env: unknown) => Response | Promise<Response>;

/** Loaded with the first authenticated request. */
const load = Effect.promise(() => import("../../../src/mcp/mcp.ts"));

/** A browser sends a cookie by itself, so none counts here; an assistant's page has an origin of its own. */
const ownPage = (header: (name: string) => string | null): Effect.Effect<void, Forbidden> =>
  isCrossOrigin(header)
    ? new Forbidden({ message: "a browser has sent this from a page of another site" })
    : Effect.void;

/**
 * The server for AI assistants (Model Context Protocol, streamable HTTP). It is no declared route, because what it is asked
 * and answers is another protocol's; each tool asks declared ones, as the same caller.
 */
export const mcp = (dispatch: Dispatch): ReadonlyArray<Endpoint> => {
  const answer: Endpoint["respond"] = (context, runtime, listener, remote) =>
    respond(context, runtime, () =>
      Effect.gen(function* () {
        const { raw } = context.req;
        const header = (name: string) => raw.headers.get(name);
        yield* ownPage(header);
        const authorization = header("authorization");
        const shown = new Request(raw.url, { headers: authorization === null ? {} : { authorization } });
        yield* listener.identify(shown, remote, connectionOf(context));
        const { answerMcp } = yield* load;
        const inside = (request: Request) => dispatch(request, context.env);
        return yield* Effect.promise(() => answerMcp(raw, authorization, inside));
      }),
    );
  // One request, one answer: there are no sessions to read from or to end, which the server itself says.
  return (["POST", "GET", "DELETE"] as const).map((method) => ({ method, path: "/mcp", respond: answer }));
};

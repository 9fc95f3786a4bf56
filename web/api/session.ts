import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import { request, setCsrf } from "./request.ts";

export type WhoAmI = AnswerOf<"GET /session">;

const remembered = (who: WhoAmI): WhoAmI => {
  setCsrf(who.csrf);
  return who;
};

/** While a session is being replaced, neither the former nor the new one is known here: who asks for it waits. */
let replacement: Promise<unknown> = Promise.resolve();

/** Who is logged in; fails with status 401 where nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => {
    await replacement;
    return remembered(await request("GET /session", { signal }));
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

interface Credentials {
  readonly username: string;
  readonly password: string;
}

const enter = (client: QueryClient, who: WhoAmI): void => {
  client.clear();
  client.setQueryData(sessionQuery.queryKey, remembered(who));
};

export const logIn = async (client: QueryClient, body: Credentials): Promise<void> =>
  enter(client, await request("POST /session", { body }));

/** Make the first admin by the token of a one-time link. */
export const setUp = async (client: QueryClient, token: string, credentials: Credentials): Promise<void> =>
  enter(client, await request("POST /setup", { body: { token, ...credentials } }));

/** A new password by the token of a one-time link; answers whose. */
export const resetPassword = async (token: string, password: string): Promise<string> =>
  (await request("POST /password", { body: { token, password } })).user;

export const logOut = async (client: QueryClient): Promise<void> => {
  await request("DELETE /session");
  setCsrf(null);
  client.clear();
};

/** Change one's own password: all sessions end, and this one is replaced by another. */
export const changePassword = async (
  client: QueryClient,
  body: { readonly current: string; readonly password: string },
): Promise<void> => {
  const changed = request("POST /password", { body });
  replacement = changed.catch(() => undefined);
  await changed;
  await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
};

import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import { request, setCsrf } from "./request.ts";

export type WhoAmI = AnswerOf<"GET /session">;

const remembered = (who: WhoAmI): WhoAmI => {
  setCsrf(who.csrf);
  return who;
};

/** While a session is being replaced, requests wait: neither the old nor the new one is valid here. */
let replacement: Promise<unknown> = Promise.resolve();

/** The logged-in user; rejects with status 401 if there is none. */
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

/** Create the first admin with the token of a one-time link. */
export const setUp = async (client: QueryClient, token: string, credentials: Credentials): Promise<void> =>
  enter(client, await request("POST /setup", { body: { token, ...credentials } }));

/** Set a password with the token of a one-time link; returns the user. */
export const resetPassword = async (token: string, password: string): Promise<string> =>
  (await request("POST /password", { body: { token, password } })).user;

export const logOut = async (client: QueryClient): Promise<void> => {
  await request("DELETE /session");
  setCsrf(null);
  client.clear();
};

/** Change your password: all sessions end, and this one is replaced. */
export const changePassword = async (
  client: QueryClient,
  body: { readonly current: string; readonly password: string },
): Promise<void> => {
  const changed = request("POST /password", { body });
  replacement = changed.catch(() => undefined);
  await changed;
  await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
};

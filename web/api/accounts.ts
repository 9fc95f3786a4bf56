import { queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import { request } from "./request.ts";

export type User = AnswerOf<"GET /users">["items"][number];
export type ApiKey = AnswerOf<"GET /keys">["items"][number];
export type Session = AnswerOf<"GET /sessions">["items"][number];
export type OneTimeLink = AnswerOf<"POST /users/:name/reset">;

/** The refresh interval of what others may change, in ms. */
const interval = 15_000;

/** All users, by name. */
export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: async ({ signal }) => (await request("GET /users", { signal })).items,
  refetchInterval: interval,
});

/** All keys, by name. */
export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: async ({ signal }) => (await request("GET /keys", { signal })).items,
  refetchInterval: interval,
});

/** Your sessions, and for admins all sessions; newest first. */
export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async ({ signal }) => (await request("GET /sessions", { signal })).items,
  refetchInterval: interval,
});

const rememberedLogins = 1_000;

/** The last login of each user by principal (`user:ann`), among the newest logins. */
export const lastLoginsQuery = queryOptions({
  queryKey: ["audit", "logins"],
  queryFn: async ({ signal }) => {
    const { items } = await request("GET /audit", {
      query: { action: "login", outcome: "done", limit: rememberedLogins },
      signal,
    });
    return items.toReversed();
  },
  select: (logins): ReadonlyMap<string, string> =>
    new Map(logins.flatMap(({ at, ...login }) => ("account" in login ? [[String(login.account), at]] : []))),
});

import { queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import { request } from "./request.ts";

export type User = AnswerOf<"GET /users">["items"][number];
export type ApiKey = AnswerOf<"GET /keys">["items"][number];
export type Session = AnswerOf<"GET /sessions">["items"][number];
export type OneTimeLink = AnswerOf<"POST /users/:name/reset">;

/** How often what others may have changed is read again, in ms. */
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

/** One's own sessions, and for an admin those of all; the newest first. */
export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async ({ signal }) => (await request("GET /sessions", { signal })).items,
  refetchInterval: interval,
});

const rememberedLogins = 1_000;

/** The last login of users by principal (`user:ann`), as far as the newest logins tell. */
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

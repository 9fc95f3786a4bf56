import { queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import { toParam } from "../paths.ts";
import { request } from "./request.ts";

/** A check, as listed. */
export type Check = AnswerOf<"GET /checks">["items"][number];
export type CheckReport = AnswerOf<"GET /checks/:path">["reports"][number];
export type CheckRun = AnswerOf<"GET /checks/:path">["runs"][number];

/** How often reports are looked for that leave a check in the state that it had, in ms. */
const refreshInterval = 5_000;

/** All checks. */
export const checksQuery = queryOptions({
  queryKey: ["checks"],
  queryFn: async ({ signal }) => (await request("GET /checks", { signal })).items,
  refetchInterval: refreshInterval,
});

/** A check with its runs and its newest reports. */
export const checkQuery = (path: string) =>
  queryOptions({
    queryKey: ["checks", path],
    queryFn: ({ signal }) => request("GET /checks/:path", { params: { path: toParam(path) }, signal }),
    refetchInterval: refreshInterval,
  });

/** Make the ping address of a check, in place of the one that it had. */
export const makePingAddress = (path: string) =>
  request("POST /checks/:path/key", { params: { path: toParam(path) } });

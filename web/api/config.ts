import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import { request } from "./request.ts";

export type ConfigFile = AnswerOf<"GET /config/file">;
export type ConfigMistake = AnswerOf<"POST /config/validate">["errors"][number];
export type Plan = AnswerOf<"POST /config/plan">;
export type PlanStep = Plan["steps"][number];
export type Applied = AnswerOf<"POST /config/apply">;
export type Revision = AnswerOf<"GET /revisions">["items"][number];
export type FailedApply = AnswerOf<"GET /failed-applies">["items"][number];

/** The tree's own file, for admins. */
export const configFileQuery = queryOptions({
  queryKey: ["config", "file"],
  queryFn: ({ signal }) => request("GET /config/file", { signal }),
  refetchOnWindowFocus: true,
});

/** In ms. */
const progressInterval = 500;

/** How far an apply is. */
export const applyProgressQuery = queryOptions({
  queryKey: ["config", "progress"],
  queryFn: ({ signal }) => request("GET /config/progress", { signal }),
  refetchInterval: progressInterval,
  gcTime: 0,
});

/** A revision as a configuration: one by its number never changes. */
export const revisionTextQuery = (id: number | "newest") =>
  queryOptions({
    queryKey: ["revisions", "text", id],
    queryFn: ({ signal }) => request("GET /revisions/:id/text", { params: { id: String(id) }, signal }),
    staleTime: id === "newest" ? 0 : Number.POSITIVE_INFINITY,
  });

/** In ms. */
const newestInterval = 5_000;

/** The revision in force, refreshed periodically, since others apply, too. */
export const newestRevisionQuery = queryOptions({
  queryKey: ["revisions", "newest"],
  queryFn: ({ signal }) => request("GET /revisions", { query: { limit: 1 }, signal }),
  select: ({ items }) => items[0] ?? null,
  refetchInterval: newestInterval,
  refetchOnWindowFocus: true,
});

const shownRevisions = 5;

/** The newest revisions; refreshed when another one is in force. */
export const recentRevisionsQuery = (inForce: number | undefined) =>
  queryOptions({
    queryKey: ["revisions", "recent", inForce],
    queryFn: ({ signal }) => request("GET /revisions", { query: { limit: shownRevisions }, signal }),
    select: ({ items }) => items,
    placeholderData: keepPreviousData,
  });

const pageSize = 50;

export const revisionsQuery = infiniteQueryOptions({
  queryKey: ["revisions", "list"],
  queryFn: ({ signal, pageParam }) =>
    request("GET /revisions", { query: { limit: pageSize, cursor: pageParam ?? undefined }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** The newest applies that failed. */
export const failedAppliesQuery = queryOptions({
  queryKey: ["revisions", "failed"],
  queryFn: ({ signal }) => request("GET /failed-applies", { query: { limit: pageSize }, signal }),
  select: ({ items }) => items,
});

/** The steps from one revision to another. */
export const differenceQuery = (from: number, to: number) =>
  queryOptions({
    queryKey: ["revisions", "difference", from, to],
    queryFn: ({ signal }) =>
      request("GET /revisions/:id/diff/:other", { params: { id: String(from), other: String(to) }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

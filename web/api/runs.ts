import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import type { RunOutcome } from "../../src/domain/RunOutcome.ts";
import type { RunTrigger } from "../../src/domain/RunTrigger.ts";
import { request } from "./request.ts";

/** A run of the history. */
export type HistoricRun = AnswerOf<"GET /runs/:id">;

/** Which runs are listed. */
export interface RunFilter {
  /** A child by path or glob, with those under it; undefined: all. */
  readonly path?: string | undefined;
  readonly outcome?: RunOutcome | undefined;
  readonly trigger?: RunTrigger | undefined;
  /** ISO 8601. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** How often the newest runs are read again, in ms. */
const refreshInterval = 5_000;

/** The history of runs page by page, newest first. The newest are refreshed until older ones are read. */
export const historyQuery = ({ path, outcome, trigger, ...times }: RunFilter) =>
  infiniteQueryOptions({
    queryKey: ["runs", { path, outcome, trigger, ...times }],
    queryFn: ({ pageParam, signal }) =>
      request("GET /runs", {
        query: {
          path: path === undefined ? undefined : [path],
          outcome: outcome === undefined ? undefined : [outcome],
          trigger: trigger === undefined ? undefined : [trigger],
          ...times,
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : refreshInterval),
  });

/** One run of the history. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["runs", "one", id],
    queryFn: ({ signal }) => request("GET /runs/:id", { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.outcome === "running" ? refreshInterval : false),
  });

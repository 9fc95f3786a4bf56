import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { toParam } from "../paths.ts";
import { request } from "./request.ts";

/** The explanation of a child's state. */
export const explanationQuery = (path: string) =>
  queryOptions({
    queryKey: ["children", path, "explain"],
    queryFn: ({ signal }) =>
      request("GET /children/:path/explain", { params: { path: toParam(path) }, signal }),
  });

/** The page size of runs. */
const [firstRuns, moreRuns] = [6, 50];

/** The runs of a service, the newest first, page by page. */
export const runsQuery = (path: string) =>
  infiniteQueryOptions({
    queryKey: ["children", path, "runs"],
    queryFn: ({ pageParam, signal }) =>
      request("GET /children/:path/runs", {
        params: { path: toParam(path) },
        query: pageParam === null ? { limit: firstRuns } : { limit: moreRuns, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** The declaration of a child, with the origin of each value. */
export const declarationQuery = (path: string) =>
  queryOptions({
    queryKey: ["children", path, "declaration"],
    queryFn: ({ signal }) =>
      request("GET /children/:path/config", { params: { path: toParam(path) }, signal }),
  });

const special = /[$()*+.?[\\\]^{|}]/g;

/** The number of the last line of a run with this text; null if it is not kept. */
export const lineQuery = (path: string, run: number, words: string) =>
  queryOptions({
    queryKey: ["children", path, "line", run, words],
    queryFn: async ({ signal }) => {
      const grep = words.replace(special, "\\$&");
      const { items } = await request("GET /logs", { query: { path: [path], run, grep, last: 1 }, signal });
      return items[0]?.seq ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

import { queryOptions } from "@tanstack/react-query";
import { toParam } from "../paths.ts";
import { request } from "./request.ts";

/** Why a child is as it is. */
export const explanationQuery = (path: string) =>
  queryOptions({
    queryKey: ["children", path, "explain"],
    queryFn: ({ signal }) =>
      request("GET /children/:path/explain", { params: { path: toParam(path) }, signal }),
  });

const shownRuns = 8;

/** The newest runs of a service. */
export const runsQuery = (path: string) =>
  queryOptions({
    queryKey: ["children", path, "runs"],
    queryFn: ({ signal }) =>
      request("GET /children/:path/runs", {
        params: { path: toParam(path) },
        query: { limit: shownRuns },
        signal,
      }),
  });

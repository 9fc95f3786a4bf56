import { queryOptions } from "@tanstack/react-query";
import { toParam } from "../paths.ts";
import { isTransition } from "./events.ts";
import { request } from "./request.ts";

/** Why a child is as it is. */
export const explanationQuery = (path: string) =>
  queryOptions({
    queryKey: ["children", path, "explain"],
    queryFn: ({ signal }) =>
      request("GET /children/:path/explain", { params: { path: toParam(path) }, signal }),
  });

const shownRuns = 8;

const shownTransitions = 80;

/** The newest transitions of a node, the oldest of them first; not those of what is under it. */
export const transitionsQuery = (path: string) =>
  queryOptions({
    queryKey: ["children", path, "transitions"],
    queryFn: ({ signal }) =>
      request("GET /events", {
        query: { ...(path === "" ? {} : { path: [path] }), last: shownTransitions },
        signal,
      }),
    select: ({ items }) => items.filter(isTransition).filter(({ subject }) => subject === path),
  });

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

import { queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import { request } from "./request.ts";

/** A tree of the same user on the daemon's machine. */
export type ListedTree = AnswerOf<"GET /daemons">["items"][number];

/** The name of the daemon's machine, and the trees of its user. */
export const daemonsQuery = queryOptions({
  queryKey: ["daemons"],
  queryFn: ({ signal }) => request("GET /daemons", { signal }),
  staleTime: 30_000,
});

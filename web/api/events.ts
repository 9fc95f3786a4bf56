import { queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import type { Edge } from "../../src/domain/view/Edge.ts";
import { request } from "./request.ts";

/** An entry of the journal. */
export type Entry = AnswerOf<"GET /events">["items"][number];

/** One that says that a child went from one state to another. */
export interface Transition {
  readonly type: "transition";
  readonly seq: number;
  readonly at: string;
  readonly subject: string;
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly run?: number | null;
  /** Of the run that it left; older daemons did not record it. */
  readonly exit?: { readonly code: number | null; readonly signal: string | null };
  /** The nested state; older daemons did not record it. */
  readonly value?: string;
  readonly edges?: ReadonlyArray<Edge>;
}

export const isTransition = (entry: Entry): entry is Entry & Transition => entry.type === "transition";

/** The newest entries of the journal, the oldest of them first. */
export const recentEventsQuery = queryOptions({
  queryKey: ["events", "recent"],
  queryFn: ({ signal }) => request("GET /events", { query: { last: 60 }, signal }),
});

import { queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import type { Aggregation } from "../../src/domain/sample/aggregations.ts";
import { isTransition, type Transition } from "./events.ts";
import { request } from "./request.ts";

export type StoredMetric = AnswerOf<"GET /metrics/names">["items"][number];
export type MetricHistory = AnswerOf<"GET /metrics">;

/** Times in ms since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How often it is looked whether something else is measured, in ms. */
const namesInterval = 30_000;

/** What is measured of some children: by path, unique last part or glob, with those under them. */
export const metricNamesQuery = (subject: ReadonlyArray<string>) =>
  queryOptions({
    queryKey: ["metrics", "names", subject],
    queryFn: ({ signal }) => request("GET /metrics/names", { query: { subject }, signal }),
    select: ({ items }) => items,
    refetchInterval: namesInterval,
  });

/** Of what a history is read. */
export interface HistoryOf {
  readonly metric: string;
  readonly subject: ReadonlyArray<string>;
  readonly agg: Aggregation;
  /** One line of all children, instead of one of each. */
  readonly isTogether: boolean;
}

/** The time that is read: `key` is the same as long as the answer only goes on, `every` in ms, null: it does not. */
export interface ReadTime {
  readonly key: string;
  readonly spanNow: () => Span;
  readonly every: number | null;
}

/** A metric over a time, by step. */
export const metricHistoryQuery = (of: HistoryOf, time: ReadTime) =>
  queryOptions({
    queryKey: ["metrics", "history", of, time.key],
    queryFn: ({ signal }) =>
      request("GET /metrics", { query: historyParameters(of, time.spanNow()), signal }),
    refetchInterval: time.every ?? false,
  });

/** The parameters of `GET /metrics`. */
export const historyParameters = ({ metric, subject, agg, isTogether }: HistoryOf, { from, to }: Span) => ({
  metric,
  subject,
  agg,
  group_by: isTogether ? undefined : "subject",
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

/** The most entries of the journal that are read. */
const mostEntries = 1_000;

/** What became of the children in this time, as far as the newest entries of the journal go back. */
interface PastTransitions {
  readonly transitions: ReadonlyArray<Transition>;
  /** There are older entries in this time. */
  readonly isCut: boolean;
}

export const transitionsQuery = (path: ReadonlyArray<string>, time: ReadTime) =>
  queryOptions({
    queryKey: ["metrics", "transitions", path, time.key],
    queryFn: async ({ signal }): Promise<PastTransitions> => {
      const { from, to } = time.spanNow();
      const { items } = await request("GET /events", {
        query: {
          path,
          since: new Date(from).toISOString(),
          until: new Date(to).toISOString(),
          last: mostEntries,
          limit: mostEntries,
        },
        signal,
      });
      return { transitions: items.filter(isTransition), isCut: items.length === mostEntries };
    },
    refetchInterval: time.every ?? false,
  });

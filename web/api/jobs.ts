import { queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import { toParam } from "../paths.ts";
import { request } from "./request.ts";
import type { HistoricRun } from "./runs.ts";

/** A job, as listed. */
export type Job = AnswerOf<"GET /jobs">["items"][number];
/** An expected instant of a job, with what became of it. */
export type Expected = AnswerOf<"GET /ledger">["items"][number];
/** An instant that is still to come. */
export type Coming = AnswerOf<"GET /jobs/:path/next">["items"][number];

/** A span of time, in ms since 1970; `until` is no longer part of it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

const iso = (at: number): string => new Date(at).toISOString();

/** How often what has happened is read again, besides on each change of the tree, in ms. */
const refreshInterval = 10_000;

/** All jobs. */
export const jobsQuery = queryOptions({
  queryKey: ["jobs"],
  queryFn: async ({ signal }) => (await request("GET /jobs", { signal })).items,
  refetchInterval: refreshInterval,
});

/** One job. */
export const jobQuery = (path: string) =>
  queryOptions({
    queryKey: ["jobs", path],
    queryFn: ({ signal }) => request("GET /jobs/:path", { params: { path: toParam(path) }, signal }),
    refetchInterval: refreshInterval,
  });

/**
 * The next `n` instants of a job: from now on, or from a moment on (`from`, in ms since 1970). `nextAt`: its next one, with
 * which they change.
 */
export const comingQuery = (path: string, nextAt: string | null, n: number, from: number | null = null) =>
  queryOptions({
    queryKey: ["coming", path, nextAt, n, from],
    queryFn: async ({ signal }) => {
      // Asked for are those after a moment.
      const query = { n, ...(from === null ? {} : { from: iso(from - 1) }) };
      return (await request("GET /jobs/:path/next", { params: { path: toParam(path) }, query, signal }))
        .items;
    },
  });

/** Rows of a page, and the most pages that are read for a span. */
const pageSize = 1_000;
const mostPages = 10;

/** The rows of an answer; `isAll`: whether they are all that there are. */
export interface Read<Item> {
  readonly items: ReadonlyArray<Item>;
  readonly isAll: boolean;
}

/** All pages of an answer, up to a number of them: the newest rows. */
const allPages = async <Item>(
  page: (
    cursor: string | undefined,
  ) => Promise<{ readonly items: ReadonlyArray<Item>; readonly next: string | null }>,
): Promise<Read<Item>> => {
  const items: Array<Item> = [];
  let cursor: string | undefined;
  for (let read = 0; read < mostPages; read += 1) {
    const answer = await page(cursor);
    items.push(...answer.items);
    if (answer.next === null) return { items, isAll: true };
    cursor = answer.next;
  }
  return { items, isAll: false };
};

/** What was expected in a span, of all jobs. */
export const ledgerQuery = ({ from, until }: Span) =>
  queryOptions({
    queryKey: ["ledger", from, until],
    queryFn: ({ signal }) =>
      allPages<Expected>((cursor) =>
        request("GET /ledger", {
          query: {
            from: iso(from),
            until: iso(until),
            limit: pageSize,
            ...(cursor === undefined ? {} : { cursor }),
          },
          signal,
        }),
      ),
    refetchInterval: refreshInterval,
  });

/** The newest expected instants of one job. */
export const ledgerOfJobQuery = (path: string, limit: number) =>
  queryOptions({
    queryKey: ["ledger", path, limit],
    queryFn: async ({ signal }) =>
      (await request("GET /ledger", { query: { path: [path], limit }, signal })).items,
    refetchInterval: refreshInterval,
  });

/** How many children one address names. */
const mostNamed = 100;

/** The longest that a run is expected to have begun before the span in which it still ran, in ms. */
const before = 86_400_000;

/** The runs of jobs that were started in a span, or up to a day before it. */
export const jobRunsQuery = (jobs: ReadonlyArray<string>, { from, until }: Span) =>
  queryOptions({
    queryKey: ["runs", "of jobs", jobs, from, until],
    queryFn: async ({ signal }) => {
      const parts = Array.from({ length: Math.ceil(jobs.length / mostNamed) }, (_, part) =>
        jobs.slice(part * mostNamed, (part + 1) * mostNamed),
      );
      const runs = await Promise.all(
        parts.map((path) =>
          allPages<HistoricRun>((cursor) =>
            request("GET /runs", {
              query: {
                path,
                from: iso(from - before),
                to: iso(until),
                limit: pageSize,
                ...(cursor === undefined ? {} : { cursor }),
              },
              signal,
            }),
          ),
        ),
      );
      return { items: runs.flatMap(({ items }) => items), isAll: runs.every(({ isAll }) => isAll) };
    },
    refetchInterval: refreshInterval,
  });

/** The newest runs of one job. */
export const runsOfJobQuery = (path: string, limit: number) =>
  queryOptions({
    queryKey: ["runs", "of job", path, limit],
    queryFn: async ({ signal }) =>
      (await request("GET /runs", { query: { path: [path], limit }, signal })).items,
    refetchInterval: refreshInterval,
  });

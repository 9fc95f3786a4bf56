import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Action } from "../../src/domain/Event.ts";
import type { Entry } from "./events.ts";
import { request, requestLines } from "./request.ts";

/** A filter of the audit log. */
export interface AuditFilter {
  /** The acting principal or the affected account: `user:ann`. */
  readonly principal?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: Action["outcome"] | undefined;
  /** ISO 8601. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** An entry of the audit log. */
export type AuditEntry = Action & Pick<Entry, "seq">;

export const isAction = (entry: Entry): entry is AuditEntry => entry.type === "action";

/** The audit log page by page, newest first. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) =>
      request("GET /audit", {
        query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** All matching entries, newest first. */
export const auditLines = (filter: AuditFilter, signal: AbortSignal): AsyncGenerator<Entry> =>
  requestLines("GET /audit", { query: { ...filter }, signal });

/** The number of the newest matching entry, refreshed periodically. */
export const newestQuery = (filter: AuditFilter) =>
  queryOptions({
    queryKey: ["audit", "newest", filter],
    queryFn: async ({ signal }) => {
      const { items } = await request("GET /audit", { query: { ...filter, limit: 1 }, signal });
      return items[0]?.seq ?? 0;
    },
    refetchInterval: 10_000,
  });

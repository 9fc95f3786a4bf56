import { request, requestLines } from "../api/request.ts";
import type { LineFilter, LineRequests } from "./LineWindow.ts";

/** A moment in ms since 1970 as the API takes it. */
export const momentOf = (at: number): string => new Date(at).toISOString();

/** A filter as a query of the API. */
export const queryOf = ({ path, stream, run }: LineFilter) => ({
  path: path.length === 0 ? undefined : path,
  stream,
  run,
});

/** Read windows of these lines from the daemon, and follow them. */
export const lineRequests = (filter: LineFilter): LineRequests => ({
  window: ({ at, ...wanted }, signal) => {
    const moment = at === undefined ? undefined : momentOf(at);
    return request("GET /logs/window", { query: { ...queryOf(filter), ...wanted, at: moment }, signal });
  },
  follow: (places, signal) =>
    requestLines("POST /logs/live", { query: queryOf(filter), body: { places }, signal }),
});

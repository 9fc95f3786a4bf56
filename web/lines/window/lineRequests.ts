import { request } from "../../api/request.ts";
import type { AskForLines, LineFilter } from "./LineWindow.ts";

/** A moment in ms since 1970, in the format of the API. */
export const momentOf = (at: number): string => new Date(at).toISOString();

/** A filter as a query of the API. */
export const queryOf = ({ path, stream, run }: LineFilter) => ({
  path: path.length === 0 ? undefined : path,
  stream,
  run,
});

/** Requests the lines of a filter. */
export const askForLines =
  (filter: LineFilter): AskForLines =>
  ({ at, ...wanted }, signal) => {
    const moment = at === undefined ? undefined : momentOf(at);
    return request("GET /logs/window", { query: { ...queryOf(filter), ...wanted, at: moment }, signal });
  };

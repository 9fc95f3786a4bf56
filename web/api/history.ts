import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { toParam } from "../paths.ts";
import { isTransition } from "./events.ts";
import { type HistoryPage, type KnownHistory, withNewest, withOlder } from "./knownHistory.ts";
import { request } from "./request.ts";

/** The page size of the journal. */
const atOnce = 100;

const keyOf = (path: string) => ["children", path, "history"];

const pageOf = async (
  path: string,
  query: { readonly cursor?: string },
  signal?: AbortSignal,
): Promise<HistoryPage> => {
  const { items, next } = await request("GET /children/:path/history", {
    params: { path: toParam(path) },
    query: { limit: atOnce, ...query },
    ...(signal === undefined ? {} : { signal }),
  });
  // The newest comes first.
  const transitions = items.filter(isTransition).toReversed();
  return { transitions, older: next, oldest: items.at(-1)?.seq ?? 0 };
};

/** The newest transitions of a node, merged with all that were read before. */
export const historyQuery = (client: QueryClient, path: string) =>
  queryOptions({
    queryKey: keyOf(path),
    queryFn: async ({ signal }): Promise<KnownHistory> => {
      const page = await pageOf(path, {}, signal);
      return withNewest(client.getQueryData<KnownHistory>(keyOf(path)), page);
    },
  });

/** How often runs of a node have ended; read again with its history. */
export const exitsQuery = (path: string) =>
  queryOptions({
    queryKey: [...keyOf(path), "exits"],
    queryFn: ({ signal }) =>
      request("GET /children/:path/exits", { params: { path: toParam(path) }, signal }),
  });

/** Read the entries before the known ones. */
export const olderOf = async (client: QueryClient, path: string, cursor: string): Promise<void> => {
  const page = await pageOf(path, { cursor });
  client.setQueryData<KnownHistory>(keyOf(path), (known) =>
    // It may have been reset in the meantime.
    known?.older === cursor ? withOlder(known, page) : known,
  );
};

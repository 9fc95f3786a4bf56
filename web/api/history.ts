import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { toParam } from "../paths.ts";
import { type Entry, isTransition, type Transition } from "./events.ts";
import { request } from "./request.ts";

/** Entries that are read at once. */
const atOnce = 100;

/** What was read of a node's journal: its transitions without a gap, the oldest first. */
export interface KnownHistory {
  readonly transitions: ReadonlyArray<Transition>;
  /** Where what comes before begins; null: nothing does. */
  readonly older: string | null;
}

interface Page {
  /** The newest first. */
  readonly items: ReadonlyArray<Entry>;
  readonly next: string | null;
}

const transitionsIn = ({ items }: Page): ReadonlyArray<Transition> => items.filter(isTransition).toReversed();

/** What is known, with the newest page. If they do not meet, what is in between is unknown, and what was before is dropped. */
export const withNewest = (known: KnownHistory | undefined, page: Page): KnownHistory => {
  const newest = { transitions: transitionsIn(page), older: page.next };
  const oldest = page.items.at(-1)?.seq ?? 0;
  const last = known?.transitions.at(-1)?.seq ?? -1;
  if (known === undefined || page.next === null || last < oldest) return newest;
  const before = known.transitions.filter(({ seq }) => seq < oldest);
  return { transitions: [...before, ...newest.transitions], older: known.older };
};

/** What is known, with a page of what comes before. */
export const withOlder = (known: KnownHistory, page: Page): KnownHistory => {
  const first = known.transitions[0]?.seq ?? Number.POSITIVE_INFINITY;
  const before = transitionsIn(page).filter(({ seq }) => seq < first);
  return { transitions: [...before, ...known.transitions], older: page.next };
};

const keyOf = (path: string) => ["children", path, "history"];

const pageOf = (path: string, query: { readonly cursor?: string }, signal?: AbortSignal): Promise<Page> =>
  request("GET /children/:path/history", {
    params: { path: toParam(path) },
    query: { limit: atOnce, ...query },
    ...(signal === undefined ? {} : { signal }),
  });

/** The newest transitions of a node itself, and all that was read before. */
export const historyQuery = (client: QueryClient, path: string) =>
  queryOptions({
    queryKey: keyOf(path),
    queryFn: async ({ signal }): Promise<KnownHistory> => {
      const page = await pageOf(path, {}, signal);
      return withNewest(client.getQueryData<KnownHistory>(keyOf(path)), page);
    },
  });

/** Read what comes before what is known. */
export const olderOf = async (client: QueryClient, path: string, cursor: string): Promise<void> => {
  const page = await pageOf(path, { cursor });
  client.setQueryData<KnownHistory>(keyOf(path), (known) =>
    // In the meantime it may have begun anew.
    known?.older === cursor ? withOlder(known, page) : known,
  );
};

import { queryOptions } from "@tanstack/react-query";
import type { Revision } from "./config.ts";
import { request } from "./request.ts";

/** The number of revisions requested to link other content to them. */
const atOnce = 200;

/** The newest revisions of the tree; none for users with a scope. */
export const knownRevisionsQuery = queryOptions({
  queryKey: ["revisions", "known"],
  queryFn: ({ signal }) => request("GET /revisions", { query: { limit: atOnce }, signal }),
  select: ({ items }) => items,
  retry: false,
  staleTime: 5_000,
});

type Known = ReadonlyArray<Pick<Revision, "number" | "revision" | "at">>;

/** The revision that was in force at a moment (ISO 8601), among these, newest first. */
export const inForceAt = (known: Known, moment: string): number | undefined =>
  known.find(({ at }) => Date.parse(at) <= Date.parse(moment))?.number;

/** A revision is stored right after its event, in ms. */
const storedWithin = 1_000;

/** The revision that an event is about: the same tree may have several numbers. */
export const madeAt = (known: Known, hash: string, moment: string): number | undefined =>
  known.find(({ revision, at }) => revision === hash && Date.parse(at) <= Date.parse(moment) + storedWithin)
    ?.number;

import { Effect, Schema } from "effect";
import type { JournalError } from "../../../src/domain/Errors.ts";
import type { LedgerItem } from "../../../src/domain/view/JobView.ts";
import type { LedgerQuery } from "../../../src/ports/store/Ledger.ts";
import { firstPage, type Page } from "../../answer/paging.ts";
import { LedgerCursor } from "../../contract/jobs/jobs.ts";

const encodeCursor = Schema.encodeSync(LedgerCursor);

/** A page of the ledger, with the cursor of the next one. */
export const ledgerPage = (
  query: LedgerQuery,
  read: (query: LedgerQuery) => Effect.Effect<ReadonlyArray<LedgerItem>, JournalError>,
): Effect.Effect<Page<LedgerItem>, JournalError> =>
  Effect.map(read({ ...query, limit: query.limit + 1 }), (items) =>
    firstPage(items, query.limit, ({ instant, job }) => encodeCursor({ at: Date.parse(instant), job })),
  );

import { Effect } from "effect";
import { printedEntry } from "../../src/domain/Event.ts";
import { Journal } from "../../src/ports/Journal.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { contract } from "../contract/contract.ts";
import { handle } from "../handle.ts";

const customary = 100;

const isoOf = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/** Who has asked for what. */
export const auditLog = () => ({
  audit: handle(contract.audit, ({ query: { principal, action, since, until, limit = customary, cursor } }) =>
    Effect.gen(function* () {
      yield* Effect.flatMap(Supervision, ({ recorded }) => recorded);
      const { actions } = yield* Journal;
      const found = yield* actions({
        ...{ principal, action, since: isoOf(since), until: isoOf(until) },
        ...{ before: cursor, limit: limit + 1 },
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(printedEntry),
        next: found.length > limit && last !== undefined ? String(last.seq) : null,
      };
    }),
  ),
});

import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect } from "effect";
import type { Run } from "../../../domain/Run.ts";
import type { RunRetention } from "../../../domain/stored/Retention.ts";

/** Once in so many rows, what is too old of all children together is removed. */
const step = 100;

/** Remove what is too old once a run is stored in the row with this number. A run that has not ended is always kept. */
export const thinOutRuns = (
  sql: SqliteClient.SqliteClient,
  { path, run }: Pick<Run, "path" | "run">,
  number: number,
  kept: RunRetention,
): Effect.Effect<void, unknown> =>
  Effect.gen(function* () {
    if (run > kept.runs)
      yield* sql`DELETE FROM run WHERE path = ${path} AND run <= ${run - kept.runs} AND outcome <> 'running'`;
    if (number % step === 0 && number > kept.all_runs)
      yield* sql`DELETE FROM run WHERE number <= ${number - kept.all_runs} AND outcome <> 'running'`;
  });

import { Effect, Schema } from "effect";
import { NoSuchChild } from "../../../src/domain/Errors.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { contract } from "../../contract/contract.ts";
import { defaultLimit } from "../../contract/query.ts";
import { RunCursor } from "../../contract/tree/runs.ts";
import { handle } from "../../handle.ts";
import { isInOne, subtrees } from "../../request/resolve.ts";
import { runQuery } from "../../tree/past/runQuery.ts";
import { runsPage, runWith, withKeptOutput } from "../../tree/past/runs.ts";

const encodeCursor = Schema.encodeSync(RunCursor);

const unwrittenRuns = Effect.flatMap(Supervision, (supervision) => supervision.unwrittenRuns);

/** The history of runs. */
export const runs = () => ({
  runHistory: handle(
    contract.runHistory,
    ({ query: { path, limit = defaultLimit, cursor: before, ...filter }, caller }) =>
      Effect.gen(function* () {
        const within = yield* subtrees(path, caller);
        const found = yield* runsPage({ ...runQuery(filter), within, before, limit }, yield* unwrittenRuns);
        return { items: found.runs, next: found.next && encodeCursor(found.next) };
      }),
  ),
  run: handle(contract.run, ({ params: { id }, caller }) =>
    Effect.gen(function* () {
      const run = yield* runWith(id, yield* unwrittenRuns);
      // What is hidden by the scope does not exist.
      if (run === null || !isInOne(yield* subtrees(undefined, caller), run.path))
        return yield* new NoSuchChild({
          wanted: id,
          nearest: null,
          message: "there is no run with this id in the history",
        });
      const [complete = run] = yield* withKeptOutput([run]);
      return complete;
    }),
  ),
});

import { Effect, Schema } from "effect";
import type { JournalError } from "../../../src/domain/Errors.ts";
import type { Run } from "../../../src/domain/Run.ts";
import type { RunOutcome } from "../../../src/domain/RunOutcome.ts";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import type { ChildState } from "../../../src/domain/tree/State.ts";
import { hasProcess } from "../../../src/domain/view/childTraits.ts";
import type { LogStore } from "../../../src/ports/store/LogStore.ts";
import type { RunPlace, Runs } from "../../../src/ports/store/Runs.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import type { Page } from "../../answer/paging.ts";
import { defaultLimit } from "../../contract/query.ts";
import type { ChildRun } from "../../contract/tree/children.ts";
import { RunCursor } from "../../contract/tree/runs.ts";
import { runsPage, withKeptOutput } from "./runs.ts";

const encodeCursor = Schema.encodeSync(RunCursor);

const stateAfter: Readonly<Record<RunOutcome, ChildState>> = {
  running: "running",
  succeeded: "finished",
  failed: "failed",
  timed_out: "failed",
  stopped: "stopped",
  killed: "stopped",
  lost: "failed",
};

const exitOf = ({ code, signal }: Run): ChildRun["exit"] =>
  code === null && signal === null ? null : { code, signal };

/** The runs of a child, newest first. */
export const childRuns = (
  path: ChildPath,
  { limit = defaultLimit, cursor: before }: { readonly limit?: number; readonly cursor?: RunPlace },
): Effect.Effect<Page<ChildRun>, JournalError, Runs | LogStore | Supervision> =>
  Effect.gen(function* () {
    const { views, unwrittenRuns } = yield* Supervision;
    const view = (yield* views).views.find((one) => one.path === path);
    const found = yield* runsPage({ within: [path], before, limit }, yield* unwrittenRuns);
    const items = (yield* withKeptOutput(found.runs)).map((run) => ({
      ...run,
      state:
        view !== undefined && hasProcess(view) && view.run === run.run && run.path === path
          ? view.state
          : stateAfter[run.outcome],
      exit: exitOf(run),
    }));
    return { items, next: found.next && encodeCursor(found.next) };
  });

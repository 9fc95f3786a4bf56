import { Effect } from "effect";
import { type JournalError, NotPossible } from "../../src/domain/Errors.ts";
import { root } from "../../src/domain/tree/ChildPath.ts";
import type { Tree } from "../tree/tree.ts";

/**
 * Leave a tree as it is to the next daemon. `granted` runs while events can still be recorded; `agreed` is called once it
 * is known that this can be written, and before anything changes.
 */
export const handOver = (
  tree: Tree,
  granted: Effect.Effect<void>,
  agreed: () => void,
): Effect.Effect<void, JournalError | NotPossible> =>
  Effect.gen(function* () {
    const { spawner, mailbox, log, now, crashPoint } = tree.wiring;
    if (tree.phase === "ending") return yield* ending;
    yield* granted;
    const reason = "another daemon takes over";
    log.record({
      type: "daemon",
      action: "handed_over",
      at: now.wall(),
      subject: "",
      by: "system",
      reason,
    });
    yield* log.write;
    agreed();
    crashPoint("hand-over.agreed");
    mailbox.close();
    yield* spawner.halt;
    crashPoint("hand-over.halted");
    // There is no way back now. What can't be written the next daemon finds in the runs, as after a kill.
    yield* Effect.ignore(log.close);
    crashPoint("hand-over.written");
  });

/** The next daemon would start again what somebody wants stopped for good. */
const ending = new NotPossible({
  path: root,
  reason: "supervisor_down",
  message: "it is stopping its tree and will end",
});

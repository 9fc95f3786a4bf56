import { Effect } from "effect";
import { type JournalError, NotPossible } from "../../src/domain/Errors.ts";
import { root } from "../../src/domain/tree/ChildPath.ts";
import type { Tree } from "../tree/tree.ts";

/**
 * Leave a tree as it is to the next daemon. `granted` runs while events can still be recorded; `agreed` is called once
 * the journal has proved writable, before anything changes.
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
    // Past the point of no return: the next daemon finds anything that can't be written in the runs, as after a kill.
    yield* Effect.ignore(log.close);
    crashPoint("hand-over.written");
  });

/** Refused, because the next daemon would start a tree again that is being stopped for good. */
const ending = new NotPossible({
  path: root,
  reason: "supervisor_down",
  message: "it is stopping its tree and will end",
});

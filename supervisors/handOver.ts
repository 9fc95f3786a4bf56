import { Effect } from "effect";
import type { JournalError } from "../src/domain/Errors.ts";
import { passing } from "../src/domain/Step.ts";
import type { Tree } from "./tree.ts";

/**
 * Leave a tree as it is to the next daemon. `agreed` is called once it is known that this can be written, and
 * before anything changes.
 */
export const handOver = ({ wiring }: Tree, agreed: () => void): Effect.Effect<void, JournalError> =>
  Effect.gen(function* () {
    const { spawner, post, log, now } = wiring;
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
    passing("hand-over.agreed");
    post.close();
    yield* spawner.halt;
    passing("hand-over.halted");
    // There is no way back now. What can't be written the next daemon finds in the runs, as after a kill.
    yield* Effect.ignore(log.close);
    passing("hand-over.written");
  });

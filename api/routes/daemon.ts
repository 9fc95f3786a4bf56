import { Effect, Schema } from "effect";
import { Hono } from "hono";
import { Supervision } from "../../supervisors/Supervision.ts";
import type { LastWords } from "../lastWords.ts";
import { answer } from "../problem.ts";
import { body } from "../request.ts";
import type { ApiRuntime } from "../runtime.ts";

/** What the API may ask of the process that it runs in. */
export interface DaemonControl {
  /** Stop the tree in order, or at once, then end the process. Returns immediately. */
  readonly leave: (how: "in_order" | "at_once", by: string) => void;
  /** The tree is left as it is: give the home to the daemon that has asked for it. Returns immediately. */
  readonly makeRoom: () => void;
}

const Leaving = Schema.Struct({ how: Schema.Literal("in_order", "at_once"), by: Schema.String });

/** The daemon itself: waiting for its start, and its end. */
export const daemon = (runtime: ApiRuntime, control: DaemonControl, withLastWords: LastWords): Hono =>
  new Hono()
    .get("/settled", (context) => {
      const effect = Effect.gen(function* () {
        const supervision = yield* Supervision;
        yield* supervision.settled;
        return yield* withLastWords(yield* supervision.status());
      });
      return answer(context, runtime, effect);
    })
    .post("/handover", (context) => {
      const effect = Effect.gen(function* () {
        const supervision = yield* Supervision;
        yield* supervision.handOver;
        control.makeRoom();
        return { handed_over: true };
      });
      return answer(context, runtime, effect);
    })
    .post("/down", (context) => {
      const effect = Effect.map(
        body(Leaving, () => context.req.json()),
        ({ how, by }) => {
          control.leave(how, by);
          return { leaving: true };
        },
      );
      return answer(context, runtime, effect);
    });

import { Effect } from "effect";
import { Hono } from "hono";
import { Supervision } from "../../supervisors/Supervision.ts";
import type { LastWords } from "../lastWords.ts";
import { answer } from "../problem.ts";
import type { ApiRuntime } from "../runtime.ts";

/** What the API may ask of the process that it runs in. */
export interface DaemonControl {
  /** Stop the tree in order, or at once, then end the process. Returns immediately. */
  readonly leave: (how: "in_order" | "at_once", by: string) => void;
}

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
    .post("/down", async (context) => {
      const { how, by } = await context.req.json<{ how?: string; by?: string }>();
      control.leave(how === "at_once" ? "at_once" : "in_order", by ?? "user");
      return context.json({ leaving: true });
    });

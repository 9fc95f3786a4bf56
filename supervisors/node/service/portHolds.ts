import { Duration, Effect, Option, Stream } from "effect";
import type { HoldsOf } from "../holds.ts";
import type { ServiceNode } from "../node.ts";
import type { Wiring } from "../wiring.ts";

/** How often a busy port is looked at, in ms: nothing tells when it is free. */
const interval = 1_000;

/** Holds a start that has found its ports busy until they are free. */
export const portHolds =
  (wiring: () => Wiring): HoldsOf =>
  (node, what) => {
    if (what === "stop" || node.inTheWay === null) return null;
    return { reason: node.inTheWay, reasons: reasonsOf(node, wiring()) };
  };

const reasonsOf = (node: ServiceNode, { spawner }: Wiring): Stream.Stream<string> =>
  Stream.repeatEffectOption(
    Effect.suspend(() => spawner.inTheWay(node.path, node.spec)).pipe(
      Effect.flatMap((reason) => (reason === null ? Effect.fail(Option.none()) : Effect.succeed(reason))),
      Effect.delay(Duration.millis(interval)),
    ),
  ).pipe(
    Stream.changes,
    Stream.ensuring(
      Effect.sync(() => {
        node.inTheWay = null;
      }),
    ),
  );

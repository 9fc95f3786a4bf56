import { Effect, Option, Stream } from "effect";
import type { ServiceNode } from "./node.ts";

/** What a start or a stop waits for. */
export interface Hold {
  /** For people: "waits for db: ready". */
  readonly reason: string;
  /** Each later reason, if it changes; ends once nothing holds it any more. */
  readonly reasons: Stream.Stream<string>;
}

/** What holds a start or a stop of a service now; null if nothing does. */
export type HoldsOf = (node: ServiceNode, what: "start" | "stop") => Hold | null;

export const nothingHolds: HoldsOf = () => null;

/** What holds a service by the first rule, and after that by the next one, until none of them holds it. */
export const heldByAny =
  (...rules: ReadonlyArray<HoldsOf>): HoldsOf =>
  (node, what) => {
    const first = firstHold(rules, node, what);
    return (
      first && {
        reason: first.reason,
        reasons: Stream.concat(first.reasons, laterReasons(rules, node, what)),
      }
    );
  };

const firstHold = (rules: ReadonlyArray<HoldsOf>, ...asked: Parameters<HoldsOf>): Hold | null => {
  for (const rule of rules) {
    const hold = rule(...asked);
    if (hold) return hold;
  }
  return null;
};

const laterReasons = (rules: ReadonlyArray<HoldsOf>, ...asked: Parameters<HoldsOf>): Stream.Stream<string> =>
  Stream.unfoldEffect(null, () =>
    Effect.sync(() => Option.map(Option.fromNullable(firstHold(rules, ...asked)), (hold) => [hold, null])),
  ).pipe(Stream.flatMap(({ reason, reasons }) => Stream.concat(Stream.make(reason), reasons)));

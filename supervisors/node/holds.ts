import type { Stream } from "effect";
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

/** In the current configuration language a child waits only for its turn, which its supervisor decides. */
export const nothingHolds: HoldsOf = () => null;

import type { Stream } from "effect";
import type { ServiceNode } from "./node.ts";

/** What a start or a stop waits for. */
export interface Hold {
  /** For people: "waits for db: ready". */
  readonly reason: string;
  /** What it waits for instead, each time that changes; ends once that is nothing any more. */
  readonly reasons: Stream.Stream<string>;
}

/** What holds a start or a stop of a service now; null where nothing does. */
export type HoldsOf = (node: ServiceNode, what: "start" | "stop") => Hold | null;

/** No child of today's language waits for anything but its turn, which is its supervisor's affair. */
export const nothingHolds: HoldsOf = () => null;

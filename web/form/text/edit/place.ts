import type { MapNode, PairNode } from "../draft.ts";

interface Around {
  /** Whether it is inside a flow collection (`{…}` or `[…]`). */
  readonly inFlow: boolean;
  /** The key of the map around it; empty at the top of the file. */
  readonly owner: string;
}

/** A map of the text. */
export interface MapPlace extends Around {
  readonly map: MapNode;
}

/** A pair of the text. Its owner is the key of the map that contains it. */
export interface PairPlace extends Around {
  readonly pair: PairNode;
}

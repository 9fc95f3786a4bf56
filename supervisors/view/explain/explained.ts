import type { Explanation } from "../../../src/domain/view/Explanation.ts";

/** What the kind of a node contributes to its explanation. */
export type Explained = Pick<Explanation, "sentences" | "facts" | "probe_latencies">;

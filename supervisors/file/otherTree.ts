import { Effect } from "effect";
import type { Revisions } from "../../src/ports/store/Revisions.ts";
import { sourceOfTree } from "./fileChange.ts";

/** Why a tree does not replace another one, and what to do. */
export interface OtherTree {
  readonly what: string;
  readonly remedy: string;
}

/**
 * The message that something declares a tree with another name than the running one, and where the running one came
 * from.
 */
export const otherTree = (other: string, running: string): Effect.Effect<OtherTree, never, Revisions> =>
  Effect.map(sourceOfTree(running), (source) => {
    const from = source === null ? "" : `, from ${source}`;
    return {
      what: `it declares another tree, ${other}, than the one that runs, ${running}${from}`,
      remedy: `for a second tree: \`sentinel up\` in its own folder (or --home DIR); to replace ${running} by it: \`sentinel apply --replace-tree\``,
    };
  });

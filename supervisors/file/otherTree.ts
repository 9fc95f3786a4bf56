import { Effect } from "effect";
import type { Revisions } from "../../src/ports/Revisions.ts";
import { sourceOfTree } from "./fileChange.ts";

/** Why a tree is not brought about in the place of another one, and what to do. */
export interface OtherTree {
  readonly what: string;
  readonly remedy: string;
}

/** That something declares another tree, by its name, than the one that runs, and where that one came from. */
export const otherTree = (other: string, running: string): Effect.Effect<OtherTree, never, Revisions> =>
  Effect.map(sourceOfTree(running), (source) => {
    const from = source === null ? "" : `, from ${source}`;
    return {
      what: `it declares another tree, ${other}, than the one that runs, ${running}${from}`,
      remedy: `for a second tree: \`sentinel up\` in its own folder (or --home DIR); to replace ${running} by it: \`sentinel apply --replace-tree\``,
    };
  });

import { Either, Schema } from "effect";
import { TreeSpec } from "../tree/ChildSpec.ts";

/** Converts a tree of one format to the next one. */
type Upcast = (tree: unknown) => unknown;

/**
 * The first one converts format 1 to format 2, and so on. A change to specifications after which stored trees can't be
 * read any more requires an upcast, and a fixture of the previous format (decision 16).
 */
const upcasts: ReadonlyArray<Upcast> = [
  // Trees of version 0.1 are stored without a format; the tree itself is unchanged.
  (tree) => tree,
];

const Numbered = Schema.Struct({ spec: Schema.Int.pipe(Schema.positive()), tree: Schema.Unknown });
const isNumbered = Schema.is(Numbered);
const decodeTree = Schema.decodeUnknownEither(TreeSpec);

/** A tree in the form in which it is stored, and sent to machines that may run another version. */
export const storedTree = (tree: TreeSpec): typeof Numbered.Type => ({ spec: upcasts.length + 1, tree });

/** The tree that was stored, in any format; or why it can't be read, as the end of a sentence. */
export const readStoredTree = (
  stored: unknown,
  steps: ReadonlyArray<Upcast> = upcasts,
): Either.Either<TreeSpec, string> => {
  const { spec, tree } = isNumbered(stored) ? stored : { spec: 1, tree: stored };
  const newest = steps.length + 1;
  if (spec > newest)
    return Either.left(`was stored by a newer Sentinel (format ${spec}, and this one reads up to ${newest})`);
  const upcast = steps.slice(spec - 1).reduce((older, step) => step(older), tree);
  return Either.mapLeft(
    decodeTree(upcast),
    () => "was stored by another version of Sentinel, and this one can't read it",
  );
};

import { Either, Schema } from "effect";
import { TreeSpec } from "../tree/ChildSpec.ts";

/** Turns a tree of one format into one of the next. */
type Upcast = (tree: unknown) => unknown;

/**
 * The first one turns format 1 into format 2, and so on. Whoever changes a specification so that stored trees can't be
 * read as they are adds an upcast, and a fixture of the format before (decision 16).
 */
const upcasts: ReadonlyArray<Upcast> = [
  // Trees of version 0.1 are stored bare; they are as they were.
  (tree) => tree,
];

const Numbered = Schema.Struct({ spec: Schema.Int.pipe(Schema.positive()), tree: Schema.Unknown });
const isNumbered = Schema.is(Numbered);
const decodeTree = Schema.decodeUnknownEither(TreeSpec);

/** A tree as it is stored, and sent to machines that may be of another version. */
export const storedTree = (tree: TreeSpec): typeof Numbered.Type => ({ spec: upcasts.length + 1, tree });

/** The tree that was stored, in whatever format; else why it can't be read, as the end of a sentence. */
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

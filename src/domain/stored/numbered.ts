import { Either, Schema } from "effect";

/** Converts what was stored in one format to the next one. */
type Upcast = (stored: unknown) => unknown;

/** How a value is stored as JSON with the number of its format, and read in any format (decision 16). */
interface NumberedFormat<A> {
  readonly write: (value: A) => string;
  /** Left: this version can't read it, and why. */
  readonly read: (json: string) => Either.Either<A, string>;
}

/**
 * The stored form of a value: its format under the name of what it is, `{"check":1,"memory":…}`. The first upcast converts
 * format 1 to format 2, and so on.
 */
export const numberedFormat = <A>(
  { kind, content }: { readonly kind: string; readonly content: string },
  schema: Schema.Schema<A>,
  upcasts: ReadonlyArray<Upcast> = [],
): NumberedFormat<A> => {
  const newest = upcasts.length + 1;
  const isNumber = Schema.is(Schema.Int.pipe(Schema.positive()));
  const decodeRecord = Schema.decodeUnknownEither(
    Schema.parseJson(Schema.Record({ key: Schema.String, value: Schema.Unknown })),
  );
  const decode = Schema.decodeUnknownEither(schema);
  return {
    write: (value) => JSON.stringify({ [kind]: newest, [content]: value }),
    read: (json) =>
      Either.flatMap(
        Either.mapLeft(decodeRecord(json), () => "is damaged"),
        ({ [kind]: format, [content]: stored }) => {
          if (!isNumber(format)) return Either.left("is damaged");
          if (format > newest) return Either.left("was stored by a newer Sentinel");
          const upcast = upcasts.slice(format - 1).reduce((older, step) => step(older), stored);
          return Either.mapLeft(decode(upcast), () => "was stored by another version of Sentinel");
        },
      ),
  };
};

import { Schema } from "effect";

/** What to run: an argument vector, or a line for `/bin/sh -c`. */
export const Command = Schema.Union(
  Schema.Struct({ argv: Schema.NonEmptyArray(Schema.String) }),
  Schema.Struct({ shell: Schema.String }),
);
export type Command = typeof Command.Type;

import { Effect } from "effect";
import { scopeName } from "../../src/policy/access.ts";
import type { Caller } from "../caller.ts";
import { sha256 } from "../sha256.ts";
import { entityTag } from "./entityTags.ts";
import { Reply } from "./Reply.ts";
import { Written } from "./written.ts";

/** An answer that is recognised by its content, since it changes without a change of the tree. */
export const taggedByContent = (answer: unknown, { scope }: Caller): Effect.Effect<Reply<Written>> => {
  const text = JSON.stringify(answer);
  // Names that a caller may not see are taken out later.
  return Effect.map(
    Effect.promise(() => sha256(`${scopeName(scope)}\n${text}`)),
    (hash) => new Reply(new Written(text), { headers: { etag: entityTag(hash) } }),
  );
};

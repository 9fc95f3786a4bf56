import { Chunk, type Runtime, Stream } from "effect";
import type { Context } from "hono";
import type { Access } from "../access/Access.ts";
import { endOfRights } from "../access/rights.ts";
import type { Caller } from "../caller.ts";
import type { Streamed } from "./Streamed.ts";

/** Answer with items for as long as the client listens, and has the rights with which it began. */
export const stream = <Item>(
  context: Context,
  runtime: Runtime.Runtime<Access>,
  { items, write, headers }: Streamed<Item>,
  caller: Caller,
): Response => {
  const texts = items.pipe(
    // A chunk at a time: with a piece of the answer for each line, searching archives would take for ever.
    Stream.mapChunks((chunk) => Chunk.of(Chunk.join(Chunk.map(chunk, write), ""))),
    Stream.encodeText,
    Stream.interruptWhen(endOfRights(caller)),
  );
  // An empty line of JSON first, so that the client sees at once that it is connected.
  const isText = headers["content-type"]?.startsWith("text/") ?? false;
  const opening = isText ? Stream.empty : Stream.make(new TextEncoder().encode("\n"));
  const readable = Stream.toReadableStreamRuntime(Stream.concat(opening, texts), runtime);
  return context.body(readable, 200, headers);
};

import { Chunk, type Runtime, Stream } from "effect";
import type { Context } from "hono";

/** One JSON object a line for as long as the client listens. */
export const ndjson = <A, R>(
  context: Context,
  runtime: Runtime.Runtime<R>,
  stream: Stream.Stream<A, never, R>,
): Response => {
  const lines = stream.pipe(
    // A chunk at a time: with a piece of the answer for each line, searching archives would take for ever.
    Stream.mapChunks((items) => Chunk.of(Chunk.map(items, (item) => `${JSON.stringify(item)}\n`))),
    Stream.map((texts) => Chunk.join(texts, "")),
    Stream.encodeText,
  );
  // An empty chunk first, so that the client sees at once that it is connected.
  const readable = Stream.toReadableStreamRuntime(
    Stream.concat(Stream.make(new TextEncoder().encode("\n")), lines),
    runtime,
  );
  return context.body(readable, 200, { "content-type": "application/x-ndjson" });
};

import { type Runtime, Stream } from "effect";
import type { Context } from "hono";

/** One JSON object a line for as long as the client listens. */
export const ndjson = <A, R>(
  context: Context,
  runtime: Runtime.Runtime<R>,
  stream: Stream.Stream<A, never, R>,
): Response => {
  const lines = stream.pipe(
    Stream.map((item) => `${JSON.stringify(item)}\n`),
    Stream.encodeText,
  );
  // An empty chunk first, so that the client sees at once that it is connected.
  const readable = Stream.toReadableStreamRuntime(
    Stream.concat(Stream.make(new TextEncoder().encode("\n")), lines),
    runtime,
  );
  return context.body(readable, 200, { "content-type": "application/x-ndjson" });
};

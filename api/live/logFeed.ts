import { Chunk, Effect, Stream } from "effect";
import type { LogLine } from "../../src/domain/LogLine.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { LogStore } from "../../src/ports/store/LogStore.ts";
import type { Client } from "./Client.ts";
import { Frame } from "./Frame.ts";
import { errorFrame } from "./requests.ts";

/** The log of one service, as a client asks for it. */
interface WantedLog {
  readonly id: number;
  readonly path: ChildPath;
  /** Only lines behind this number; undefined: only those that come. */
  readonly from: number | undefined;
}

/** Lines of one frame. */
const mostLines = 200;
/** How often it is looked whether a client has read on. */
const pause = "100 millis";

/** Tell a client the lines of a service. While it does not read, lines wait where they are stored. */
export const feedLog = (
  client: Client,
  { id, path, from }: WantedLog,
): Effect.Effect<void, never, LogStore> =>
  Effect.gen(function* () {
    const { follow } = yield* LogStore;
    const roomy: Effect.Effect<void> = Effect.suspend(() =>
      client.isFull ? Effect.zipRight(Effect.sleep(pause), roomy) : Effect.void,
    );
    const tell = (lines: ReadonlyArray<LogLine>) =>
      Effect.map(roomy, () => client.offer(new Frame({ log: { id, lines } })));
    const query = { within: [path], ...(from === undefined ? {} : { after: from }) };
    yield* Stream.runForEachChunk(follow(query), (lines) =>
      Effect.forEach(Chunk.chunksOf(lines, mostLines), (some) => tell(Chunk.toReadonlyArray(some)), {
        discard: true,
      }),
    ).pipe(Effect.catchAll(({ message }) => Effect.sync(() => client.offer(errorFrame(message)))));
  });

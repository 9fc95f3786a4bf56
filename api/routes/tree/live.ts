import { Effect } from "effect";
import { entityTag, taggedBy } from "../../answer/entityTags.ts";
import { refuse } from "../../answer/problem.ts";
import { Reply } from "../../answer/Reply.ts";
import { Takeover } from "../../answer/Takeover.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";
import { eventStream, placeIn } from "../../live/eventStream.ts";
import type { LiveChannel } from "../../live/LiveChannel.ts";

const notAsked =
  "this is a WebSocket: connect with ws:// or wss://, or use `GET /api/v1/live.sse`, which is plain HTTP";

/** What happens to the tree, as it happens. */
export const live = (channel: LiveChannel) => ({
  state: handle(contract.state, ({ caller: { scope } }) =>
    Effect.map(channel.snapshot(scope), (snapshot) => {
      const headers = taggedBy(entityTag(`${snapshot.epoch}:${snapshot.seq}`));
      return new Reply(snapshot, { headers });
    }),
  ),
  live: handle(contract.live, ({ caller, header }) =>
    Effect.succeed(
      new Takeover((context, { webSocket }) => {
        const isAsked = header("upgrade")?.toLowerCase() === "websocket";
        if (!isAsked || webSocket === undefined) return refuse("BadRequest", notAsked);
        return webSocket(context, (connection) => channel.join(connection, caller));
      }),
    ),
  ),
  liveSse: handle(contract.liveSse, ({ caller, header, query: { last_event_id } }) =>
    Effect.succeed(
      new Takeover((context) => {
        const place = placeIn(header("last-event-id") ?? last_event_id ?? null);
        const events = eventStream((connection) => channel.join(connection, caller, place));
        // Proxies would otherwise hold events back until there are many.
        const headers = { "cache-control": "no-cache", "x-accel-buffering": "no" };
        return context.body(events, 200, { "content-type": "text/event-stream", ...headers });
      }),
    ),
  ),
});

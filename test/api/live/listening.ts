import { Effect, Stream } from "effect";
import { Access } from "../../../api/access/Access.ts";
import { anonymousCaller, type Caller } from "../../../api/caller.ts";
import type { Place } from "../../../api/live/Client.ts";
import type { Listening } from "../../../api/live/Connection.ts";
import { LiveChannel } from "../../../api/live/LiveChannel.ts";
import { charts } from "../../../api/tree/charts.ts";
import { LogStore } from "../../../src/ports/store/LogStore.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { settle } from "../../supervisors/machine.ts";
import { Replica, type ServerFrame } from "./Replica.ts";

/** A client in memory: what it was sent, and whether it still listens. */
export interface Heard {
  readonly frames: Array<ServerFrame>;
  readonly texts: Array<string>;
  readonly replica: Replica;
  closed: string | null;
  pings: number;
  /** What the system has not taken yet, in bytes. */
  unsent: number;
  readonly say: (frame: unknown) => void;
  readonly listening: Listening;
  /** Its frames since this was asked the last time. */
  readonly fresh: () => ReadonlyArray<ServerFrame>;
}

export const viewer = (scope: Caller["scope"] = null, name = "test"): Caller => ({
  ...anonymousCaller("127.0.0.1"),
  ...{ principal: { kind: "key", id: name }, role: "viewer", scope },
});

interface World {
  readonly current?: (caller: Caller) => Caller | null;
  readonly changes?: Stream.Stream<void>;
  readonly follow?: (typeof LogStore.Service)["follow"];
}

/** The live channel of a tree. */
export const channelOf = (supervision: typeof Supervision.Service, world: World = {}) =>
  Effect.gen(function* () {
    yield* Effect.promise(charts);
    const { current = (caller) => caller, changes = Stream.never, follow = () => Stream.never } = world;
    const access = { changes, current: (caller: Caller) => Effect.sync(() => current(caller)) };
    const runtime = yield* Effect.runtime<Supervision | Access | LogStore>().pipe(
      Effect.provideService(Supervision, supervision),
      Effect.provideService(Access, access as unknown as typeof Access.Service),
      Effect.provideService(LogStore, { follow } as unknown as typeof LogStore.Service),
    );
    const channel = new LiveChannel(runtime);
    yield* Effect.addFinalizer(() => Effect.promise(() => channel.close()));
    return channel;
  });

/** Connect. `place`: as a client of server-sent events; left out: it says hello itself. */
export const connect = (channel: LiveChannel, caller = viewer(), place?: Place | null): Heard => {
  const frames: Array<ServerFrame> = [];
  const texts: Array<string> = [];
  const replica = new Replica();
  let told = 0;
  const heard: Heard = {
    ...{ frames, texts, replica, closed: null, pings: 0, unsent: 0 },
    say: (frame) => heard.listening.received(typeof frame === "string" ? frame : JSON.stringify(frame)),
    listening: { received: () => undefined, alive: () => undefined, closed: () => undefined },
    fresh: () => {
      const fresh = frames.slice(told);
      told = frames.length;
      return fresh;
    },
  };
  const listening = channel.join(
    {
      unsent: () => heard.unsent,
      send: ({ text }) => {
        texts.push(text);
        frames.push(JSON.parse(text));
        replica.hear(JSON.parse(text));
      },
      ping: () => {
        heard.pings += 1;
      },
      close: (code, reason) => {
        heard.closed = `${code} ${reason}`;
      },
      terminate: () => {
        heard.closed = "cut off";
      },
    },
    caller,
    place,
  );
  return Object.assign(heard, { listening });
};

/** Connect, and say hello; with what a replica has, where there is one. */
export const greet = (
  channel: LiveChannel,
  { caller = viewer(), has = null as Replica | null, topics = ["state"] as ReadonlyArray<unknown> } = {},
) =>
  Effect.gen(function* () {
    const heard = connect(channel, caller);
    heard.say({ hello: 1, epoch: has?.epoch ?? null, seq: has?.seq ?? null, topics });
    yield* settle;
    return heard;
  });

import { Effect, Fiber, Runtime } from "effect";
import type { AccessScope } from "../../src/policy/access.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import type { Caller } from "../caller.ts";
import type { LiveSnapshot } from "../contract/tree/live.ts";
import { charts } from "../tree/charts.ts";
import { Audience } from "./Audience.ts";
import type { Place } from "./Client.ts";
import { type Connection, closeCodes, type Listening } from "./Connection.ts";
import { Numberings } from "./Numberings.ts";
import { type LiveServices, Session } from "./Session.ts";

type Running =
  | { readonly name: "none" }
  | { readonly name: "one"; readonly session: Session; readonly fiber: Fiber.RuntimeFiber<void> }
  | { readonly name: "closed" };

/** The live channel of a daemon. It does nothing until a client connects. */
export class LiveChannel {
  readonly #runtime: Runtime.Runtime<LiveServices>;
  readonly #numberings = new Numberings();
  #running: Running = { name: "none" };

  constructor(runtime: Runtime.Runtime<LiveServices>) {
    this.#runtime = runtime;
  }

  /** Begin with a client. `place`: where it is; null: nowhere yet; undefined: it will say so. */
  join(connection: Connection, caller: Caller, place?: Place | null): Listening {
    const session = this.#current();
    if (session !== null) return session.join(connection, caller, place);
    connection.close(closeCodes.leaving, "the daemon is ending");
    return deaf;
  }

  /** All nodes in a scope, as a client of the live channel knows them. */
  snapshot(scope: AccessScope): Effect.Effect<LiveSnapshot, never, Supervision> {
    return Effect.gen(this, function* () {
      const all = yield* Effect.promise(charts);
      const { epoch, seq, views } = yield* Effect.flatMap(Supervision, (supervision) => supervision.views);
      return new Audience(scope, this.#numberings.for(scope), all).snapshotOf(epoch, seq, views);
    });
  }

  /** End all connections for good. */
  async close(): Promise<void> {
    const running = this.#running;
    this.#running = { name: "closed" };
    if (running.name !== "one") return;
    await Runtime.runPromise(this.#runtime)(
      Effect.zipRight(running.session.end, Fiber.interrupt(running.fiber)),
    );
  }

  #current(): Session | null {
    if (this.#running.name === "closed") return null;
    if (this.#running.name === "one" && !this.#running.session.isOver) return this.#running.session;
    const session = new Session(this.#numberings);
    const run = Effect.catchAllCause(session.run, (cause) =>
      Effect.zipRight(session.end, Effect.logError("the live channel has failed", cause)),
    );
    const fiber = Runtime.runFork(this.#runtime)(run);
    fiber.addObserver(() => {
      if (this.#running.name === "one" && this.#running.session === session) this.#running = { name: "none" };
    });
    this.#running = { name: "one", session, fiber };
    return session;
  }
}

/** Whoever comes to a daemon that is ending. */
const deaf: Listening = { received: () => undefined, alive: () => undefined, closed: () => undefined };

import { Effect, FiberId, Runtime, Stream } from "effect";
import type { ServiceEmitted, ServiceEvent } from "../../machines/service/events.ts";
import type { ServiceNode } from "./node.ts";
import type { Wiring } from "./wiring.ts";

type Request = Extract<ServiceEmitted, { type: "HOLD" }>;

/**
 * Tell a service that is held what it waits for, until that is nothing. What it waited for may have come about since
 * it was told so: then it goes on at once.
 */
export const waitForClearance = (
  node: ServiceNode,
  { run, for: what }: Request,
  { holdsOf, runtime, post, now }: Wiring,
): void => {
  let hold: "lasts" | "is over" = "lasts";
  // A start that was called off has left its number to the next one: an answer that comes late would clear that.
  const tell = (...events: ReadonlyArray<ServiceEvent>): void =>
    post.letter(() => {
      if (hold === "lasts") for (const event of events) node.actor.send(event);
    });
  const clear = (): void =>
    // The run that begins goes by what is declared now, which may have changed while it waited.
    what === "start"
      ? tell({ type: "UPDATE", rules: node.spec }, { type: "CLEARED", run, at: now.monotonic() })
      : tell({ type: "CLEARED", run, at: now.monotonic() });
  const waiting = (holdsOf(node, what)?.reasons ?? Stream.empty).pipe(
    Stream.runForEach((reason) => Effect.sync(() => tell({ type: "HELD_BY", run, reason }))),
    Effect.andThen(Effect.sync(clear)),
  );
  const fiber = Runtime.runFork(runtime)(waiting, { scope: node.scope });
  const watch = node.actor.subscribe(({ context }) => {
    if (context.held !== null) return;
    hold = "is over";
    watch.unsubscribe();
    fiber.unsafeInterruptAsFork(FiberId.none);
  });
};

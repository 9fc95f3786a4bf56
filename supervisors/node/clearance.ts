import { Effect, FiberId, Runtime, Stream } from "effect";
import type { ServiceEmitted, ServiceEvent } from "../../machines/service/events.ts";
import type { ServiceNode } from "./node.ts";
import type { Wiring } from "./wiring.ts";

type Request = Extract<ServiceEmitted, { type: "HOLD" }>;

/**
 * Send a service that is held what it waits for, until it waits for nothing. If that has happened already, it continues
 * immediately.
 */
export const waitForClearance = (
  node: ServiceNode,
  { run, for: what }: Request,
  { holdsOf, runtime, mailbox, now }: Wiring,
): void => {
  let hold: "lasts" | "is over" = "lasts";
  // A start that was called off has left its number to the next one: an answer that comes late would clear that.
  const send = (...events: ReadonlyArray<ServiceEvent>): void =>
    mailbox.send(() => {
      if (hold === "lasts") for (const event of events) node.actor.send(event);
    });
  const clear = (): void =>
    // A new run follows the current declaration, which may have changed while it waited.
    what === "start"
      ? send({ type: "UPDATE", rules: node.spec }, { type: "CLEARED", run, at: now.monotonic() })
      : send({ type: "CLEARED", run, at: now.monotonic() });
  const waiting = (holdsOf(node, what)?.reasons ?? Stream.empty).pipe(
    Stream.runForEach((reason) => Effect.sync(() => send({ type: "HELD_BY", run, reason }))),
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

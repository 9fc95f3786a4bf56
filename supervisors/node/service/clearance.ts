import { Effect, FiberId, Runtime, Stream } from "effect";
import type { ServiceEmitted, ServiceEvent } from "../../../machines/service/events.ts";
import type { ServiceNode } from "../node.ts";
import type { Wiring } from "../wiring.ts";

type Request = Extract<ServiceEmitted, { type: "HOLD" }>;

/**
 * Report to a held service what it waits for, until it waits for nothing; if that is the case already, it continues
 * immediately.
 */
export const waitForClearance = (
  node: ServiceNode,
  { run, for: what }: Request,
  { holdsOf, runtime, mailbox, now }: Wiring,
): void => {
  let hold: "lasts" | "is over" = "lasts";
  // A cancelled start leaves its number to the next one, which a late answer would release.
  const send = (...events: ReadonlyArray<ServiceEvent>): void =>
    mailbox.send(() => {
      if (hold === "lasts") for (const event of events) node.actor.send(event);
    });
  const clear = (): void =>
    // A new run follows the current declaration, which may have changed during the hold.
    what === "start"
      ? send(
          { type: "UPDATE", rules: node.spec, at: now.monotonic() },
          { type: "CLEARED", run, at: now.monotonic() },
        )
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

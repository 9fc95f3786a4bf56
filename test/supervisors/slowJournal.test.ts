import { Deferred, Effect } from "effect";
import { describe, expect, it } from "vitest";
import { onMachine, pass } from "./machine.ts";

const crash = { code: 1 } as const;
const tree = "children:\n  web: { command: web }\n  db: { command: db }\n";

describe("a journal that takes its time", () => {
  it("delays no transition, and has all of them afterwards", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const done = yield* Deferred.make<void>();
        let begun: number | null = null;
        const daemon = yield* machine.daemon(tree, {
          journalled: (_, write) =>
            Effect.suspend(() => {
              if (begun === null) return write;
              begun += 1;
              return Effect.andThen(Deferred.await(done), write);
            }),
        });
        yield* pass(10_000);
        const before = yield* machine.journal.lastSeq;
        begun = 0;

        yield* machine.exit("web", crash);
        expect(yield* daemon.states).toBe("running, web starting, db running");
        yield* pass(10_000);
        expect(yield* daemon.states).toBe("running, web running, db running");
        expect(machine.live()).toEqual(["db 1", "web 2"]);
        yield* Effect.fork(daemon.supervision.stop("db", { by: "user:me", wait: false }));
        yield* pass(1_000);
        expect(yield* daemon.states).toBe("running, web running, db stopping");
        // Its signal is not sent before it is written that somebody wants it stopped: the next daemon has to know.
        expect(machine.asked).toEqual([]);
        // All of that is still to be written: the first write goes on.
        expect([begun, yield* machine.journal.lastSeq]).toEqual([1, before]);

        yield* Deferred.succeed(done, undefined);
        yield* pass(200);
        const told = (yield* machine.journal.read({ after: before })).map((entry) =>
          entry.type === "transition" ? `${entry.subject} ${entry.to}` : entry.type,
        );
        expect(yield* daemon.states).toBe("running, web running, db stopped");
        expect(told).toEqual(["web backoff", "web starting", "web running", "db stopping", "db stopped"]);
      }),
    ));
});

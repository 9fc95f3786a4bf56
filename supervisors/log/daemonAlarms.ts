import { Effect, type Scope, Stream } from "effect";
import type { AlarmKind } from "../../src/domain/Event.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { LogStore } from "../../src/ports/store/LogStore.ts";
import type { Tree } from "../tree/tree.ts";

/** The alarm if the last revision can't be read: the running processes are compared with the file only. */
export const inDoubt = (why: string): readonly [string, string] => {
  const brief = `what was there last can't be read, so the tree is that of the file: ${why}`;
  return [brief, brief];
};

/** Only their memory is lost; their processes are still found. */
export const notRecalled = (paths: ReadonlyArray<ChildPath>): string =>
  `what the last daemon stored about ${paths.map((path) => path || "the tree").join(", ")} can't be read by this version; their restarts are counted anew`;

/** Raise an alarm about the daemon itself. */
export const raise = ({ wiring: { log, now } }: Tree, alarm: AlarmKind, reason: string): void =>
  log.record({ type: "alarm", alarm, at: now.wall(), subject: "", by: "system", run: null, reason });

/** Pass the alarms of the output store to the journal. */
export const forwardOutputAlarms = (tree: Tree): Effect.Effect<void, never, LogStore | Scope.Scope> =>
  Effect.gen(function* () {
    const { alarms } = yield* LogStore;
    yield* Effect.forkScoped(
      Stream.runForEach(alarms, (reason) => Effect.sync(() => raise(tree, "disk", reason))),
    );
  });

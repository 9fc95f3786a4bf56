import { Effect, Stream } from "effect";
import type { LogLine, Place } from "../../src/domain/LogLine.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { BadSearch } from "../../src/ports/store/LogStore.ts";
import { Supervision } from "../../supervisors/Supervision.ts";

/**
 * Leaves out the lines of children that are not in the tree any more, as instances that have been scaled away. One
 * that is removed while it is listened to is heard to its end, and one that comes back is heard from then on.
 * `known`: those that were listened to before.
 */
export const ofChildrenInTree = <Line extends LogLine | Place>(
  lines: Stream.Stream<Line, BadSearch>,
  known: Iterable<ChildPath> = [],
): Effect.Effect<Stream.Stream<Line, BadSearch>, never, Supervision> =>
  Effect.gen(function* () {
    const { resolve } = yield* Supervision;
    const present = new Set<ChildPath>(["", ...known]);
    /** The last run of each that is gone. */
    const gone = new Map<ChildPath, number>();
    // Of an empty tree nothing answers to that.
    const all = Effect.orElseSucceed(resolve("**"), () => []);
    const look = Effect.map(all, (paths) => {
      for (const path of paths) present.add(path);
    });
    const isMeant = ({ path, ...rest }: Line): Effect.Effect<boolean> => {
      const run = "run" in rest && typeof rest.run === "number" ? rest.run : 0;
      if (present.has(path)) return Effect.succeed(true);
      if (run <= (gone.get(path) ?? -1)) return Effect.succeed(false);
      return Effect.map(look, () => {
        if (!present.has(path)) gone.set(path, run);
        return present.has(path);
      });
    };
    yield* look;
    return Stream.filterEffect(lines, isMeant);
  });

import { Duration, Effect, Option, type Scope } from "effect";
import { Samples } from "../../src/ports/store/Samples.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { hasProcess } from "../node/traits.ts";
import type { Tree } from "../tree/tree.ts";
import type { UsageByPid } from "../view/usage.ts";
import { UsageSamples } from "./UsageSamples.ts";

/** How often everything that runs is measured for the history. */
const interval = Duration.seconds(30);

interface Options {
  readonly tree: Tree;
  readonly usage: Effect.Effect<UsageByPid>;
  /** Called with the reason when samples can't be stored, once until they can be stored again. */
  readonly failed: (reason: string) => void;
}

/**
 * Store what the children use and what was observed of them. A store that fails costs the samples of that time, and nothing
 * else: no child ever waits for it. A tree may have no store.
 */
export const recordSamples = ({ tree, usage, failed }: Options): Effect.Effect<void, never, Scope.Scope> =>
  Effect.gen(function* () {
    const found = yield* Effect.serviceOption(Samples);
    if (Option.isNone(found)) return;
    const store = found.value;
    const ofUsage = new UsageSamples();
    let standing: "usable" | "failing" = "usable";
    const settle = (next: typeof standing, reason = ""): void => {
      if (next === "failing" && standing === "usable") failed(reason);
      standing = next;
    };
    const write = Effect.suspend(() => {
      const samples = tree.observations.take();
      return samples.length === 0 ? Effect.void : store.write(samples);
    });
    const measure = Effect.map(usage, (used) => {
      const runs = withDescendants(tree.root).flatMap((node) => {
        if (!hasProcess(node)) return [];
        const { pid, run } = node.actor.getSnapshot().context;
        const its = pid === null ? undefined : used.get(pid);
        return its === undefined ? [] : [{ path: node.path, run, usage: its }];
      });
      tree.observations.addAll(ofUsage.of(runs, Date.parse(tree.wiring.now.wall())));
    });
    const round = Effect.andThen(measure, write).pipe(
      Effect.match({
        onSuccess: () => settle("usable"),
        onFailure: ({ message }) => settle("failing", message),
      }),
    );
    yield* Effect.forkScoped(Effect.forever(Effect.andThen(Effect.sleep(interval), round)));
    // What was observed last, the ends of the runs among it, is stored when the tree ends.
    yield* Effect.addFinalizer(() => Effect.ignore(write));
  });

import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { NotUp } from "../../src/domain/view/GroupState.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import type { LogStore } from "../../src/ports/store/LogStore.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import type { LastWords } from "./past/lastWords.ts";

export type Act = (path: ChildPath) => Effect.Effect<Outcome, NotPossible, Supervision>;

const depthOf = (path: string): number => path.split(/[/#]/).length;

/** What is refused to one of several children is the answer for that one. */
const refused = ({ path, state = "stopped", message }: NotPossible): Outcome => ({
  path,
  state,
  reached: false,
  reason: message,
});

/**
 * What a command came to for each child that is meant, level by level: a child can't be started before its supervisor.
 * One child that is asked for alone may be refused; of several, each has an outcome.
 */
export const byLevel = (
  paths: ReadonlyArray<string>,
  act: Act,
): Effect.Effect<ReadonlyArray<Outcome>, NotPossible, Supervision> =>
  Effect.gen(function* () {
    const [only, ...others] = paths;
    if (only !== undefined && others.length === 0) return [yield* act(only)];
    const depths = [...new Set(paths.map(depthOf))].sort((a, b) => a - b);
    const outcomes = yield* Effect.forEach(depths, (depth) =>
      Effect.forEach(
        paths.filter((path) => depthOf(path) === depth),
        (path) => Effect.catchAll(act(path), (refusal) => Effect.succeed(refused(refusal))),
        { concurrency: "unbounded" },
      ),
    );
    return outcomes.flat();
  });

/** Those that came up, as they are when all has been done: what came after may have changed what is up. */
export const inTheEnd = (outcomes: ReadonlyArray<Outcome>) =>
  Effect.flatMap(Supervision, ({ answer }) =>
    Effect.forEach(outcomes, (outcome) =>
      outcome.reached || outcome.children
        ? Effect.orElseSucceed(answer(outcome.path), () => outcome)
        : Effect.succeed(outcome),
    ),
  );

/** Adds what their programs said last to the outcomes of children that have failed. */
export const quoting =
  (withLastWords: LastWords) =>
  (outcomes: ReadonlyArray<Outcome>): Effect.Effect<ReadonlyArray<Outcome>, never, Supervision | LogStore> =>
    Effect.gen(function* () {
      if (outcomes.every(({ reached }) => reached)) return outcomes;
      const supervision = yield* Supervision;
      const words = yield* withLastWords((yield* supervision.views).views);
      const wordsOf = (path: ChildPath): { readonly last_words?: string } => {
        const last_words = words.get(path);
        return last_words ? { last_words } : {};
      };
      const quote = (one: NotUp): NotUp => ({ ...one, ...wordsOf(one.path) });
      return outcomes.map((outcome) => {
        const { path, children: group } = outcome;
        return {
          ...outcome,
          ...(outcome.reached ? {} : wordsOf(path)),
          ...(group ? { children: { ...group, not_up: group.not_up.map(quote) } } : {}),
        };
      });
    });

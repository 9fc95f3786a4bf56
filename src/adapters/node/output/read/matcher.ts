import { createContext, Script } from "node:vm";
import { BadSearch } from "../../../../ports/LogStore.ts";
import type { LoopBudget } from "../../eventLoop/LoopBudget.ts";

/**
 * How long matching some lines may take, in ms; normally it stops much sooner, but some expressions backtrack for
 * years on the wrong line. There is a second attempt, because on a busy machine the time may have gone to other
 * processes.
 */
const timeout = { first: 200, second: 600 };

/** How many lines are matched between two checks of the budget. */
const linesPerCheck = 64;

/** Whether each of the texts matches. Rejects with BadSearch. */
export type Matcher = (texts: ReadonlyArray<string>, budget: LoopBudget) => Promise<ReadonlyArray<boolean>>;

/** Whether the first texts from `from` on match: as many as the budget allows. */
type MatchSome = (texts: ReadonlyArray<string>, from: number, budget: LoopBudget) => ReadonlyArray<boolean>;

const compile = (source: string, flags: "" | "i"): RegExp => {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new BadSearch({ message: error instanceof Error ? error.message : String(error) });
  }
};

/** Without repetition, matching takes time linear in the length of the line. */
const isLinear = (source: string): boolean => /^(?:[^\\*+?{(]|\\.)*$/s.test(source);

const matchSome =
  (expression: RegExp): MatchSome =>
  (texts, from, budget) => {
    const matches: Array<boolean> = [];
    do {
      const end = from + matches.length + linesPerCheck;
      for (const text of texts.slice(end - linesPerCheck, end)) matches.push(expression.test(text));
    } while (from + matches.length < texts.length && !budget.isSpent);
    return matches;
  };

/** The same with a time limit. The limit itself costs more than most matches. */
const withTimeout = (source: string, look: MatchSome): MatchSome => {
  const room: { once: () => void } = { once: () => undefined };
  const context = createContext(room);
  const script = new Script("once()");
  const run = (timeout: number): boolean => {
    try {
      script.runInContext(context, { timeout });
      return true;
    } catch {
      return false;
    }
  };
  return (texts, from, budget) => {
    let matches: ReadonlyArray<boolean> = [];
    room.once = () => {
      matches = look(texts, from, budget);
    };
    if (run(timeout.first) || run(timeout.second)) return matches;
    throw new BadSearch({
      message: `the expression ${source} takes too long on some line; make it simpler, above all repetitions within repetitions`,
    });
  };
};

/** Compile a regular expression so that it can't block the daemon. Throws BadSearch if it is invalid. */
export const matcherOf = (source: string, flags: "" | "i"): Matcher => {
  const direct = matchSome(compile(source, flags));
  const look = isLinear(source) ? direct : withTimeout(source, direct);
  return async (texts, budget) => {
    const matches: Array<boolean> = [];
    while (matches.length < texts.length) {
      matches.push(...look(texts, matches.length, budget));
      if (budget.isSpent) await budget.yield();
    }
    return matches;
  };
};

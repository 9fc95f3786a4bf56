import { createContext, Script } from "node:vm";
import { BadSearch } from "../../../../ports/store/LogStore.ts";
import type { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import { WorkerMatcher } from "./WorkerMatcher.ts";

/**
 * How long an expression may hold the event loop, in ms; normally it stops much sooner, but some backtrack for years on
 * the wrong line. After that it is matched in a worker.
 */
const timeout = 40;

/** How many lines are matched between two checks of the budget, and together in the worker. */
const linesPerCheck = 64;

/** How much processor time a search may take in the worker, in ms, where that is slow: */
const processorTime = 1_000;
/** this much for as many lines. */
const slowAnswer = 100;

/** How many expressions are known to be slow: those asked for last. */
const knownSlow = 100;

/** Whether each of the texts matches. Rejects with BadSearch. */
export type Matcher = (texts: ReadonlyArray<string>, budget: LoopBudget) => Promise<ReadonlyArray<boolean>>;

/** Whether the first texts from `from` on match: as many as the budget allows. Null if the expression is slow. */
type MatchSome = (
  texts: ReadonlyArray<string>,
  from: number,
  budget: LoopBudget,
) => ReadonlyArray<boolean> | null;

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
  (expression: RegExp) =>
  (texts: ReadonlyArray<string>, from: number, budget: LoopBudget): ReadonlyArray<boolean> => {
    const matches: Array<boolean> = [];
    do {
      const end = from + matches.length + linesPerCheck;
      for (const text of texts.slice(end - linesPerCheck, end)) matches.push(expression.test(text));
    } while (from + matches.length < texts.length && !budget.isSpent);
    return matches;
  };

/** The same with a time limit. The limit itself costs more than most matches. */
const withTimeout = (look: ReturnType<typeof matchSome>): MatchSome => {
  const room: { once: () => void } = { once: () => undefined };
  const context = createContext(room);
  const script = new Script("once()");
  return (texts, from, budget) => {
    let matches: ReadonlyArray<boolean> | null = null;
    room.once = () => {
      matches = look(texts, from, budget);
    };
    try {
      script.runInContext(context, { timeout });
    } catch {
      return null;
    }
    return matches;
  };
};

const worker = new WorkerMatcher();

/** Expressions that took too long for the event loop, the one asked for last at the end. */
const slow = new Set<string>();

const rememberSlow = (key: string): void => {
  slow.delete(key);
  slow.add(key);
  for (const oldest of slow) if (slow.size > knownSlow) slow.delete(oldest);
};

/** Compile a regular expression so that it can't block the daemon. Throws BadSearch if it is invalid. */
export const matcherOf = (source: string, flags: "" | "i"): Matcher => {
  const direct = matchSome(compile(source, flags));
  const look = isLinear(source) ? direct : withTimeout(direct);
  const key = `${flags}/${source}`;
  let left = processorTime;
  const inWorker = async (texts: ReadonlyArray<string>): Promise<ReadonlyArray<boolean>> => {
    const { matches, used } = await worker.matches({ source, flags, texts }, left);
    if (used > slowAnswer) left -= used;
    if (matches !== null && left > 0) return matches;
    throw new BadSearch({
      message: `the expression ${source} takes too long on some lines; make it simpler, above all repetitions within repetitions`,
    });
  };
  return async (texts, budget) => {
    const matches: Array<boolean> = [];
    while (matches.length < texts.length) {
      const here = slow.has(key) ? null : look(texts, matches.length, budget);
      if (here === null) {
        rememberSlow(key);
        matches.push(...(await inWorker(texts.slice(matches.length, matches.length + linesPerCheck))));
        budget.renew();
      } else {
        matches.push(...here);
        if (budget.isSpent) await budget.yield();
      }
    }
    return matches;
  };
};

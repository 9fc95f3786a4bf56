import { createContext, Script } from "node:vm";
import { BadSearch } from "../../../ports/LogStore.ts";
import type { Slice } from "./Slice.ts";

/**
 * How long a look at some lines may take, in ms, which by itself ends much sooner: some expressions take years on
 * the wrong line. There is a second try, because on a busy machine the time may be somebody else's.
 */
const patience = { first: 200, second: 600 };

/** So many lines are looked at between two looks at the time. */
const linesBetween = 64;

/** Whether each of some texts matches. Rejects with BadSearch. */
export type Matcher = (texts: ReadonlyArray<string>, slice: Slice) => Promise<ReadonlyArray<boolean>>;

/** Whether each of the first texts behind `from` matches: as many as there is time for. */
type Look = (texts: ReadonlyArray<string>, from: number, slice: Slice) => ReadonlyArray<boolean>;

const compile = (source: string): RegExp => {
  try {
    return new RegExp(source);
  } catch (error) {
    throw new BadSearch({ message: error instanceof Error ? error.message : String(error) });
  }
};

/** Nothing in it is repeated, so that it takes no longer than the line is long. */
const isSwift = (source: string): boolean => /^(?:[^\\*+?{(]|\\.)*$/s.test(source);

const lookFor =
  (expression: RegExp): Look =>
  (texts, from, slice) => {
    const matches: Array<boolean> = [];
    do {
      const end = from + matches.length + linesBetween;
      for (const text of texts.slice(end - linesBetween, end)) matches.push(expression.test(text));
    } while (from + matches.length < texts.length && !slice.isSpent);
    return matches;
  };

/** The same, but given up when it takes too long: to watch over it takes longer than most looks. */
const watched = (source: string, look: Look): Look => {
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
  return (texts, from, slice) => {
    let matches: ReadonlyArray<boolean> = [];
    room.once = () => {
      matches = look(texts, from, slice);
    };
    if (run(patience.first) || run(patience.second)) return matches;
    throw new BadSearch({
      message: `the expression ${source} takes too long on some line; make it simpler, above all repetitions within repetitions`,
    });
  };
};

/** A regular expression that can't hold up the daemon. Throws BadSearch if it is none. */
export const matcherOf = (source: string): Matcher => {
  const swift = lookFor(compile(source));
  const look = isSwift(source) ? swift : watched(source, swift);
  return async (texts, slice) => {
    const matches: Array<boolean> = [];
    while (matches.length < texts.length) {
      matches.push(...look(texts, matches.length, slice));
      if (slice.isSpent) await slice.turnOver();
    }
    return matches;
  };
};

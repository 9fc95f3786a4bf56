import { createContext, Script } from "node:vm";
import { BadSearch } from "../../../ports/LogStore.ts";

/**
 * How long one look at some lines may take, in ms: some expressions take years on the wrong line. There is a
 * second try, because on a busy machine the time may be somebody else's.
 */
const patience = { first: 200, second: 600 };

/** Whether each of some texts matches. Throws BadSearch. */
export type Matcher = (texts: ReadonlyArray<string>) => ReadonlyArray<boolean>;

const compile = (source: string): RegExp => {
  try {
    return new RegExp(source);
  } catch (error) {
    throw new BadSearch({ message: error instanceof Error ? error.message : String(error) });
  }
};

/** A regular expression that can't hold up the daemon. Throws BadSearch if it is none. */
export const matcherOf = (source: string): Matcher => {
  const expression = compile(source);
  const room: { texts: ReadonlyArray<string>; matches: ReadonlyArray<boolean>; expression: RegExp } = {
    expression,
    texts: [],
    matches: [],
  };
  const context = createContext(room);
  const script = new Script(
    "((all, one) => { matches = all.map((text) => one.test(text)) })(texts, expression)",
  );
  const run = (timeout: number): boolean => {
    try {
      script.runInContext(context, { timeout });
      return true;
    } catch {
      return false;
    }
  };
  return (texts) => {
    room.texts = texts;
    if (run(patience.first) || run(patience.second)) return room.matches;
    throw new BadSearch({
      message: `the expression ${source} takes too long on some line; make it simpler, above all repetitions within repetitions`,
    });
  };
};

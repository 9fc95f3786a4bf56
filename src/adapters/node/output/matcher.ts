import { createContext, Script } from "node:vm";
import { BadSearch } from "../../../ports/LogStore.ts";

/** How long one look at some lines may take, in ms: some expressions take years on the wrong line. */
const patience = 200;

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
  const script = new Script("matches = texts.map((text) => expression.test(text))");
  return (texts) => {
    room.texts = texts;
    try {
      script.runInContext(context, { timeout: patience });
    } catch {
      throw new BadSearch({
        message: `the expression ${source} takes too long on some line; make it simpler, above all repetitions within repetitions`,
      });
    }
    return room.matches;
  };
};

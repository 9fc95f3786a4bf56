import type { LogLine } from "../../../../domain/LogLine.ts";
import type { LogQuery } from "../../../../ports/store/LogStore.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import type { ChildOutput, ChildPendingLine } from "../child/ChildOutput.ts";
import { Search } from "./Search.ts";

const isWanted = ({ run, stream, at, seq }: ChildPendingLine, query: LogQuery): boolean =>
  (query.run === undefined || run === query.run) &&
  (query.stream === undefined || stream === query.stream) &&
  (query.since === undefined || at >= query.since) &&
  (query.until === undefined || at <= query.until) &&
  (query.after === undefined || seq > query.after);

const lineOf = ({ seq, at, path, run, stream, text }: ChildPendingLine): LogLine => ({
  ...{ seq, at: new Date(at).toISOString(), path, run, stream, text },
  unterminated: true,
  provisional: true,
});

/** The state in which each pending line was last shown, by stream. */
export type Shown = Map<string, string>;

/**
 * The pending lines of these children that a query selects, except those already shown in their current state.
 * Rejects with BadSearch.
 */
export const pendingLines = async (
  children: Iterable<ChildOutput>,
  query: LogQuery,
  shown: Shown = new Map(),
): Promise<ReadonlyArray<LogLine>> => {
  const fresh = [...children]
    .flatMap((child) => child.pendingLines())
    .filter((line) => {
      const [key, state] = [`${line.path} ${line.run} ${line.stream}`, `${line.from} ${line.to}`];
      if (!isWanted(line, query) || shown.get(key) === state) return false;
      shown.set(key, state);
      return true;
    });
  if (fresh.length === 0) return [];
  return new Search(query).matching(fresh.map(lineOf), new LoopBudget());
};

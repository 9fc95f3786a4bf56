import type { ChildPath } from "../domain/ChildPath.ts";
import type { LogLine, Place } from "../ports/LogStore.ts";
import { ask, CliError, exitCode, patience } from "./client.ts";
import { follow } from "./follow.ts";
import { followOn } from "./followOn.ts";
import { query } from "./invocation.ts";
import { pidOf } from "./standing.ts";

/** Which lines are wanted, as the API has it. */
type Asked = Parameters<typeof query>[0];

/** The daemon gave up halfway. */
interface Problem {
  readonly problem: string;
}

interface Hearing {
  readonly hear: (found: LogLine | Place) => void;
  readonly answered?: (() => void) | undefined;
  readonly body?: unknown;
  readonly patience: number | null;
}

/** Hear what a route answers, line by line, to its end. */
const take = async (home: string, address: string, { hear, answered, ...how }: Hearing): Promise<void> => {
  let problem: string | null = null;
  const listen = (found: LogLine | Place | Problem): void => {
    if ("problem" in found) problem = found.problem;
    else hear(found);
  };
  const feed = follow(home, address, listen, how);
  if (await feed.connected) answered?.();
  await feed.ended;
  if (problem !== null) throw new CliError(exitCode.failed, problem);
};

/** Whether this very daemon lets somebody in: one that is about to end lets nobody in before it ends its answers. */
const isThere = async (home: string, pid: number | null): Promise<boolean> => {
  // That there is no such route is an answer, too.
  const refused = (error: unknown): boolean =>
    !(error instanceof CliError && error.code === exitCode.noDaemon);
  return (await ask(home, "/").then(() => true, refused)) && pidOf(home) === pid;
};

/** Tell the lines that are wanted. An answer that the daemon's end has cut off looks like a whole one. */
export const tellLines = async (home: string, asked: Asked, tell: (line: LogLine) => void): Promise<void> => {
  const hear = (found: LogLine | Place): void => {
    if ("seq" in found) tell(found);
  };
  const pid = pidOf(home);
  await take(home, `/api/v1/logs${query(asked)}`, { hear, patience });
  if (!(await isThere(home, pid)))
    throw new CliError(exitCode.failed, "the daemon ended before it had told all lines");
};

/**
 * Tell the lines that are wanted and those that come, until a daemon ends in order: each next one goes on behind the
 * last line of each child. `last` is for the beginning only.
 */
export const followLines = async (
  home: string,
  { last, ...asked }: Asked,
  tell: (line: LogLine) => void,
): Promise<void> => {
  const places = new Map<ChildPath, number>();
  const hear = (found: LogLine | Place): void => {
    if ("seq" in found) tell(found);
    places.set(found.path, "seq" in found ? found.seq : found.after);
  };
  const live = (wanted: Asked): string => `/api/v1/logs/live${query(wanted)}`;
  const begin = (answered?: () => void): Promise<void> =>
    take(home, live({ ...asked, last }), { hear, answered, body: { places: null }, patience: null });
  const goOn = (answered: () => void): Promise<void> =>
    take(home, live(asked), {
      hear,
      answered,
      body: { places: Object.fromEntries(places) },
      patience: null,
    });
  await begin();
  // Where nothing was heard yet there is nothing to go on with.
  await followOn(home, (answered) => (places.size === 0 ? begin(answered) : goOn(answered)));
};

import { ask, CliError, exitCode } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";
import { select } from "../../policy/select.ts";
import { askOrReadOffline } from "../home/offlineHome.ts";

/** The paths that name children, and the exit code that follows from the others. */
interface Selection {
  readonly paths: ReadonlyArray<string>;
  readonly code: number;
}

/**
 * Drop the paths that name nothing, with a message for each. A single path is not checked here: the request for it
 * fails by itself.
 */
export const selectPaths = async (
  words: ReadonlyArray<string>,
  check: (word: string) => Promise<unknown>,
): Promise<Selection> => {
  if (words.length < 2) return { paths: words, code: exitCode.done };
  const paths: Array<string> = [];
  for (const word of new Set(words)) {
    try {
      await check(word);
      paths.push(word);
    } catch (error) {
      if (!(error instanceof CliError && error.code === exitCode.noSuchChild)) throw error;
      process.stderr.write(`sentinel: ${error.message}\n`);
    }
  }
  if (paths.length === 0) throw new CliError(exitCode.noSuchChild, "none of these paths names a child");
  return { paths, code: paths.length < new Set(words).size ? exitCode.noSuchChild : exitCode.done };
};

/** Ask the daemon for the children that a path selects, and those under them. */
export const lookUp =
  (daemon: DaemonRef) =>
  (word: string): Promise<TreeStatus> =>
    ask(daemon, "GET /status", { query: { path: [word] } });

/** The same; without a daemon, from what the last one left. */
export const lookUpAnywhere =
  (daemon: DaemonRef) =>
  (word: string): Promise<unknown> =>
    askOrReadOffline<unknown>(
      daemon,
      () => lookUp(daemon)(word),
      ({ resolve }) => resolve(word),
    );

/** Like `selectPaths`, with globs expanded to the children they match. */
export const expandPaths = async (daemon: DaemonRef, words: ReadonlyArray<string>): Promise<Selection> => {
  if (words.length === 1 && !isGlob(words[0] ?? "")) return { paths: words, code: exitCode.done };
  const paths = new Set<string>();
  // A single glob without a match is an error, like a single path.
  const { code } = await selectPaths(words, (word) => addMatches(daemon, word, paths));
  if (words.length === 1) await addMatches(daemon, words[0] ?? "", paths);
  return { paths: [...paths], code };
};

const isGlob = (word: string): boolean => /[*?]/.test(word);

const addMatches = async (daemon: DaemonRef, word: string, to: Set<string>): Promise<void> => {
  const { children } = await lookUp(daemon)(word);
  const all = children.map(({ path }) => path);
  for (const path of isGlob(word) ? select(word, all) : [word]) to.add(path);
};

import { CliError, exitCode, isNoDaemon, refused } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import { isStoredIn } from "../../home/files.ts";
import { newerFormatProblem } from "../../home/format.ts";
import type { OfflineHome, Refusal } from "../../offline/offlineHome.ts";

/** A result of Effect's Either, without loading Effect here. */
type OfflineResult<A> =
  | { readonly _tag: "Right"; readonly right: A }
  | { readonly _tag: "Left"; readonly left: Refusal };

const opened = new Map<string, Promise<OfflineHome>>();

const load = () => import("../../offline/offlineHome.ts");

/** The home of a daemon that has just exited, for who was connected to it; null if it is gone, too. */
export const leftHome = async (home: string): Promise<OfflineHome | null> =>
  (await load()).openOfflineHome(home);

const open = async (home: string): Promise<OfflineHome> => {
  const { newerDatabaseProblem, openOfflineHome } = await load();
  const newer = newerFormatProblem(home) ?? (await newerDatabaseProblem(home));
  if (newer !== null) throw new CliError(exitCode.failed, newer);
  const offline = openOfflineHome(home);
  if (offline === null)
    throw new CliError(
      exitCode.noDaemon,
      `no daemon is running in ${home}, and there are no records of an earlier one; start one with \`sentinel up\`, or name another --home`,
    );
  process.stderr.write(`sentinel: no daemon is running; reading the records in ${home}\n`);
  return offline;
};

/** The value of a result; a refusal is thrown as an error with its exit code. */
export const unwrap = async <A>(answer: Promise<OfflineResult<A>>): Promise<A> => {
  const result = await answer;
  if (result._tag === "Left") throw refused(result.left);
  return result.right;
};

/** The home of a daemon that could not be reached because there is none; any other error is thrown again. */
export const offlineHome = (daemon: DaemonRef, error: unknown): Promise<OfflineHome> => {
  if (!isNoDaemon(error) || typeof daemon !== "string") throw error;
  const offline = opened.get(daemon) ?? open(daemon);
  opened.set(daemon, offline);
  return offline;
};

/** Ask a daemon or, if there is none in its home, read what the last one left. */
export const askOrReadOffline = <A>(
  daemon: DaemonRef,
  ask: () => Promise<A>,
  read: (offline: OfflineHome) => Promise<OfflineResult<A>>,
): Promise<A> => ask().catch(async (error: unknown) => unwrap(read(await offlineHome(daemon, error))));

/** For verbs that need a daemon: add what can be read without one to the error. */
export const suggestOfflineReading =
  (daemon: DaemonRef) =>
  (error: unknown): never => {
    if (!isNoDaemon(error) || typeof daemon !== "string" || !isStoredIn(daemon)) throw error;
    throw new CliError(
      error.code,
      `${error.message}. These work without a daemon: \`sentinel logs\`, \`sentinel events\`, \`sentinel runs\`, \`sentinel ledger\`, \`sentinel config history\``,
    );
  };

import { CliError, exitCode } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import { daemonUrl } from "../account/daemonUrl.ts";
import { remoteDaemon } from "../account/remoteDaemon.ts";
import { findHome } from "./findHome.ts";

/** The options that select a daemon. */
interface DaemonSelector {
  readonly url?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly home?: string | undefined;
  readonly tree?: string | undefined;
  readonly file?: string | undefined;
}

/** The given URL, and the option or variable that gives it; null: a home is selected. */
const givenUrl = ({
  url,
  home,
  tree,
}: DaemonSelector): { readonly url: string; readonly by: string } | null => {
  const isHomeGiven = home !== undefined || tree !== undefined;
  if (url !== undefined && isHomeGiven)
    throw new CliError(exitCode.usage, "--url names another daemon than --home or --tree; leave one out");
  if (url !== undefined) return { url: daemonUrl(url, "--url"), by: "--url" };
  const variable = process.env.SENTINEL_URL;
  if (!variable || isHomeGiven) return null;
  return { url: daemonUrl(variable, "SENTINEL_URL"), by: "SENTINEL_URL" };
};

/** The URL of the selected daemon, if it is reached by one; null: a home is selected. */
export const selectedUrl = (selector: DaemonSelector): string | null => givenUrl(selector)?.url ?? null;

/** For commands that only work on this machine: throws if a remote daemon is selected. */
export const refuseUrl = (selector: DaemonSelector): void => {
  const given = givenUrl(selector);
  if (given === null) return;
  throw new CliError(
    exitCode.usage,
    given.by === "--url"
      ? "this command works on a home of this machine; leave out --url, or type it on the machine of the daemon"
      : `this command works on a home of this machine, and SENTINEL_URL names ${given.url}; unset it, or name a --home or --tree`,
  );
};

/** The home that a command on this machine applies to (findHome.ts). */
export const findOwnHome = (selector: DaemonSelector): string => {
  refuseUrl(selector);
  return findHome(selector);
};

/**
 * The daemon that a command applies to: the one at the URL of --url, else that of SENTINEL_URL unless an option selects
 * a home, else the daemon of the selected home.
 */
export const findDaemon = (selector: DaemonSelector): DaemonRef => {
  const url = selectedUrl(selector);
  if (url !== null) return remoteDaemon(url, selector.fingerprint);
  if (selector.fingerprint !== undefined)
    throw new CliError(exitCode.usage, "--fingerprint belongs to the certificate of a --url; name that, too");
  return findHome(selector);
};

import { ask, CliError } from "../../client/client.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";
import { makeSetupLink } from "./oneTimeLink.ts";

/** How to create the first admin. */
interface FirstAdmin {
  /** For users; the link has a line of its own, so that terminals don't cut it off. */
  readonly text: string;
  /** In ms since 1970: when the text becomes useless. */
  readonly until: number;
}

/** How to create the first admin of a daemon with a TCP address; null if it has users. */
export const firstAdmin = async (
  home: string,
  { daemon }: Pick<TreeStatus, "daemon">,
): Promise<FirstAdmin | null> => {
  if (!daemon.url) return null;
  try {
    const { items } = await ask(home, "GET /users");
    if (items.length > 0) return null;
    const { url, expires_at } = await makeSetupLink(home);
    return {
      text: `Make the first admin, once and within 15 minutes:\n  ${url}`,
      until: Date.parse(expires_at),
    };
  } catch (error) {
    // The tree has started, so a problem with accounts is only reported. `open` reports it again.
    if (!(error instanceof CliError)) throw error;
    return {
      text: `There is no link to make the first admin: ${error.message}`,
      until: Number.POSITIVE_INFINITY,
    };
  }
};

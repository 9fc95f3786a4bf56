import { ask, CliError } from "../../client/client.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";
import { makeSetupLink } from "./oneTimeLink.ts";

/** How the first admin is made: a line for people, as long as a daemon with a TCP address has no users. */
export const firstAdminLines = async (
  home: string,
  { daemon }: Pick<TreeStatus, "daemon">,
): Promise<ReadonlyArray<string>> => {
  if (!daemon.url) return [];
  try {
    const { items } = await ask(home, "GET /users");
    if (items.length > 0) return [];
    const { url } = await makeSetupLink(home);
    return [`Make the first admin, once and within 15 minutes: ${url}`];
  } catch (error) {
    // The tree has started, whatever is the matter with accounts. `open` tells the same again.
    if (error instanceof CliError) return [`There is no link to make the first admin: ${error.message}`];
    throw error;
  }
};

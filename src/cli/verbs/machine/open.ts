import { exitCode } from "../../../client/client.ts";
import { makeSetupLink } from "../../account/oneTimeLink.ts";
import { openBrowser } from "../../account/openBrowser.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";

/** `sentinel open`: make a one-time link with which an admin is created, and open it in the browser if there is one. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, { print: { type: "boolean" } });
  atMost(0, invocation, "open [--print]");
  const { home, json, flag } = invocation;
  const link = await makeSetupLink(home);
  const { stdout, stderr } = process;
  stdout.write(json ? `${JSON.stringify(link)}\n` : `${link.url}\n`);
  if (json) return exitCode.done;
  stderr.write("sentinel: it makes an admin, once and within 15 minutes, from this machine\n");
  if (flag("print") || !stdout.isTTY || (await openBrowser(home, link.url))) return exitCode.done;
  stderr.write("sentinel: no browser was found; open the link yourself\n");
  return exitCode.done;
};

import { ask, exitCode } from "../../../client/client.ts";
import { describeRights } from "../../account/rights.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";
import { dateAndTime } from "../../terminal/localTime.ts";

/** `sentinel whoami`: the principal as which the daemon knows the user, and its rights. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  atMost(0, invocation, "whoami");
  const { daemon, json } = invocation;
  const who = await ask(daemon, "GET /session");
  const { principal, role, scope, session, unattended } = who;
  const place = typeof daemon === "string" ? `the home ${daemon}` : daemon.url;
  const until = session === null ? "" : `, until ${dateAndTime(session.expires_at)}`;
  process.stdout.write(
    json
      ? `${JSON.stringify({ principal, role, scope, session, unattended })}\n`
      : `${principal} at ${place}: ${describeRights(who)}${until}\n`,
  );
  return exitCode.done;
};

import { ask, exitCode, request } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import type { AnswerOf } from "../../../client/routes.ts";
import { newPassword, passwordOption } from "../../account/newPassword.ts";
import { linkOf } from "../../account/oneTimeLink.ts";
import { changeOwnPassword } from "../../account/ownPassword.ts";
import { describeRights, rightsIn, rightsOptions } from "../../account/rights.ts";
import { atMost, type Invocation, parseInvocation, requireArguments } from "../../arguments/invocation.ts";
import { performSubcommand } from "../../arguments/subcommand.ts";
import { dateAndTime } from "../../terminal/localTime.ts";
import { tableLines } from "../../terminal/tableLines.ts";

const usages = {
  add: "user add NAME --role viewer|operator|admin [--scope PATH]... [--password-stdin]",
  list: "user list",
  remove: "user remove NAME",
  passwd: "user passwd [NAME] [--password-stdin]",
} as const;

const { stdout, stderr } = process;

type LinkView = AnswerOf<"POST /links">;

/** Print a link with which a user chooses a password. */
const printLink = async (daemon: DaemonRef, link: LinkView): Promise<void> => {
  const { url } = await linkOf(daemon, link);
  stdout.write(`${url}\n`);
  stderr.write(`sentinel: ${link.user} chooses a password with it, once and within 15 minutes\n`);
};

const add = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, { ...rightsOptions, ...passwordOption });
  const [name] = requireArguments(atMost(1, invocation, usages.add), usages.add);
  const rights = rightsIn(invocation);
  const { daemon, json } = invocation;
  const password = await newPassword(invocation, name);
  const given = password === null ? {} : { password };
  const { user, link } = await request(daemon, "POST /users", { name, ...rights, ...given });
  if (json) stdout.write(`${JSON.stringify({ user, link: link && (await linkOf(daemon, link)) })}\n`);
  else {
    stderr.write(`sentinel: ${name} was added: ${describeRights(user)}\n`);
    if (link !== null) await printLink(daemon, link);
  }
  return exitCode.done;
};

const headings = ["name", "role", "scope", "since", "by", ""];

const list = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  atMost(0, invocation, usages.list);
  const { daemon, json } = invocation;
  const answer = await ask(daemon, "GET /users");
  if (json) stdout.write(`${JSON.stringify(answer)}\n`);
  else if (answer.items.length === 0)
    stderr.write("sentinel: there are no users; `sentinel open` makes the first one\n");
  else {
    const rows = answer.items.map(({ name, role, scope, created_at, created_by, disabled, has_password }) => [
      ...[name, role, scope?.join(" ") ?? "*", dateAndTime(created_at), created_by],
      disabled ? "disabled" : has_password ? "" : "has no password yet",
    ]);
    stdout.write(`${tableLines([headings, ...rows]).join("\n")}\n`);
  }
  return exitCode.done;
};

const remove = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [name] = requireArguments(atMost(1, invocation, usages.remove), usages.remove);
  const { daemon, json } = invocation;
  const user = await request(daemon, "DELETE /users/:name", {}, { params: { name } });
  stdout.write(
    json ? `${JSON.stringify(user)}\n` : `${name} was removed; all sessions of ${name} have ended\n`,
  );
  return exitCode.done;
};

const passwd = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, passwordOption);
  const [name] = atMost(1, invocation, usages.passwd);
  if (name !== undefined) return resetPassword(invocation, name);
  const user = await changeOwnPassword(invocation.daemon);
  stdout.write(
    invocation.json
      ? `${JSON.stringify({ user, link: null })}\n`
      : "your password was changed; your other sessions have ended\n",
  );
  return exitCode.done;
};

/** An account that may make a link for another user's password may also use it. */
const resetPassword = async (invocation: Invocation, name: string): Promise<number> => {
  const { daemon, json } = invocation;
  const password = await newPassword(invocation, name);
  const link = await request(daemon, "POST /users/:name/reset", {}, { params: { name } });
  if (password === null) {
    if (json) stdout.write(`${JSON.stringify({ user: name, link: await linkOf(daemon, link) })}\n`);
    else await printLink(daemon, link);
    return exitCode.done;
  }
  await request(daemon, "POST /password", { token: link.token, password });
  stdout.write(
    json
      ? `${JSON.stringify({ user: name, link: null })}\n`
      : `the password of ${name} was changed; all sessions of ${name} have ended\n`,
  );
  return exitCode.done;
};

/** `sentinel user`: the users of a daemon. */
export const perform = performSubcommand({
  add: { usage: usages.add, run: add },
  list: { usage: usages.list, run: list },
  remove: { usage: usages.remove, run: remove },
  passwd: { usage: usages.passwd, run: passwd },
});

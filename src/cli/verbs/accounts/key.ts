import { ask, CliError, exitCode, request } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import { parseDuration } from "../../../config/language/duration.ts";
import { describeRights, rightsIn, rightsOptions } from "../../account/rights.ts";
import { atMost, type Invocation, parseInvocation, requireArguments } from "../../arguments/invocation.ts";
import { performSubcommand } from "../../arguments/subcommand.ts";
import { dateAndTime } from "../../terminal/localTime.ts";
import { tableLines } from "../../terminal/tableLines.ts";

const usages = {
  create: "key create NAME --role viewer|operator|admin [--scope PATH]... [--expires 30d] [--unattended]",
  list: "key list",
  revoke: "key revoke NAME|ID",
} as const;

const { stdout, stderr } = process;

/** When a key expires, ISO 8601; omitted: never. */
const expiryIn = ({ value }: Invocation): { readonly expires_at?: string } => {
  const given = value("expires");
  if (given === undefined) return {};
  const ms = parseDuration(given);
  if (ms !== null && ms > 0) return { expires_at: new Date(Date.now() + ms).toISOString() };
  throw new CliError(exitCode.usage, `--expires takes a duration such as 30d or 12h, not "${given}"`);
};

/** The given rights. For any role but admin, `--unattended` would have no effect. */
const keyRightsIn = (invocation: Invocation) => {
  const rights = rightsIn(invocation);
  const unattended = invocation.flag("unattended");
  if (unattended && rights.role !== "admin")
    throw new CliError(
      exitCode.usage,
      `--unattended needs --role admin: a key with the role ${rights.role} can't apply configurations`,
    );
  return { ...rights, ...(unattended ? { unattended } : {}) };
};

const create = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    ...rightsOptions,
    expires: { type: "string" },
    unattended: { type: "boolean" },
  });
  const [name] = requireArguments(atMost(1, invocation, usages.create), usages.create);
  const body = { name, ...keyRightsIn(invocation), ...expiryIn(invocation) };
  const { daemon, json } = invocation;
  const { id, key, ...made } = await request(daemon, "POST /keys", body);
  const { role, scope, expires_at, unattended } = made;
  stdout.write(
    json ? `${JSON.stringify({ id, key, name, role, scope, expires_at, unattended })}\n` : `${key}\n`,
  );
  if (json) return exitCode.done;
  const until = expires_at === null ? "does not expire" : `expires ${dateAndTime(expires_at)}`;
  stderr.write(`sentinel: ${name} (${describeRights(made)}) ${until}; the key is not shown again\n`);
  return exitCode.done;
};

const expiryText = (expiresAt: string | null): string =>
  expiresAt === null ? "never" : Date.parse(expiresAt) <= Date.now() ? "expired" : dateAndTime(expiresAt);

const headings = ["name", "id", "key", "role", "scope", "by", "expires", "last used", ""];

const list = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  atMost(0, invocation, usages.list);
  const { daemon, json } = invocation;
  const answer = await ask(daemon, "GET /keys");
  if (json) stdout.write(`${JSON.stringify(answer)}\n`);
  else if (answer.items.length === 0) stderr.write("sentinel: there are no API keys\n");
  else {
    const rows = answer.items.map((key) => [
      ...[key.name, key.id, `${key.prefix}…`, key.role, key.scope?.join(" ") ?? "*", key.created_by],
      expiryText(key.expires_at),
      key.last_used_at === null ? "never" : dateAndTime(key.last_used_at),
      key.unattended ? "unattended" : "",
    ]);
    stdout.write(`${tableLines([headings, ...rows]).join("\n")}\n`);
  }
  return exitCode.done;
};

/** The id of the key with this name or id. */
const idOf = async (daemon: DaemonRef, typed: string): Promise<string> => {
  const { items } = await ask(daemon, "GET /keys");
  const found = items.find(({ id }) => id === typed) ?? items.find(({ name }) => name === typed);
  if (found) return found.id;
  const names = items.map(({ name }) => name).join(", ");
  throw new CliError(
    exitCode.failed,
    `there is no API key "${typed}"; ${names === "" ? "there are none" : `there are ${names}`}`,
  );
};

const revoke = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [which] = requireArguments(atMost(1, invocation, usages.revoke), usages.revoke);
  const { daemon, json } = invocation;
  const key = await request(daemon, "DELETE /keys/:id", {}, { params: { id: await idOf(daemon, which) } });
  stdout.write(json ? `${JSON.stringify(key)}\n` : `the API key ${key.name} was revoked\n`);
  return exitCode.done;
};

/** `sentinel key`: the API keys of a daemon. */
export const perform = performSubcommand({
  create: { usage: usages.create, run: create },
  list: { usage: usages.list, run: list },
  revoke: { usage: usages.revoke, run: revoke },
});

import { ask, CliError, exitCode, request } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import type { AnswerOf } from "../../client/routes.ts";

type LinkView = AnswerOf<"POST /links">;

/** A link that works once. */
interface OneTimeLink {
  readonly url: string;
  readonly purpose: LinkView["purpose"];
  /** ISO 8601. */
  readonly expires_at: string;
}

const withoutAddress = (): CliError =>
  new CliError(
    exitCode.failed,
    "the daemon has no TCP address, so there can be no link: give it one with `listen:` in settings.yaml or `sentinel up --listen 127.0.0.1:7368`, then restart it",
  );

/** The URLs by which browsers on this machine, and elsewhere, reach a daemon. */
const addressesOf = async (daemon: DaemonRef): Promise<{ readonly own: string; readonly others: string }> => {
  if (typeof daemon !== "string") return { own: daemon.url, others: daemon.url };
  const { url, public_url } = (await ask(daemon, "GET /status")).daemon;
  if (!url) throw withoutAddress();
  return { own: url, others: public_url ?? url };
};

/** The link for a token. `setup` links work on the machine of the daemon only, `reset` links anywhere. */
export const linkOf = async (
  daemon: DaemonRef,
  { purpose, token, expires_at }: LinkView,
): Promise<OneTimeLink> => {
  const { own, others } = await addressesOf(daemon);
  return { url: `${purpose === "setup" ? own : others}/${purpose}#${token}`, purpose, expires_at };
};

/** Make a link with which an admin can be created on the machine of the daemon. */
export const makeSetupLink = async (home: string): Promise<OneTimeLink> => {
  await addressesOf(home);
  return linkOf(home, await request(home, "POST /links", {}));
};

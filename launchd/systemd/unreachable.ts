import type { ServiceScope } from "../ServiceManager.ts";

/** Who asks systemd. */
interface Caller {
  readonly scope: ServiceScope;
  /** The name of the user, or the number if it has none. */
  readonly user: string;
  readonly isRoot: boolean;
}

/** What systemctl says if it finds no manager (src/basic/login-util, src/shared/bus-util.c, from version 239 on). */
const notBooted = /has not been booted with systemd|Host is down/i;
const noUserManager =
  /\$DBUS_SESSION_BUS_ADDRESS and \$XDG_RUNTIME_DIR not defined|Failed to (connect to|get D-Bus)|No medium found|Failed to get properties: (Process org\.freedesktop|Transport endpoint)/i;

const otherwise = "without one, `sentinel up --detach` starts the daemon";

const whyNoUserManager = ({ user, isRoot }: Caller): string =>
  isRoot
    ? `root has no systemd of its own here, as is usual under sudo; install it as the user whose tree it is, or use \`--system\`, with \`--as USER\` for that user`
    : `the systemd of ${user} isn't running: it needs a login as ${user} (not su or sudo), or lingering; \`sudo loginctl enable-linger ${user}\` starts it now and at each boot`;

/**
 * Why systemd can't be asked, and what to do, from what systemctl printed; null if it was asked. `code`: systemctl's
 * exit code; null: there is no systemctl.
 */
export const whyUnreachable = (code: number | null, err: string, caller: Caller): string | null => {
  if (code === null) return `this machine has no systemd (there is no systemctl); ${otherwise}`;
  if (notBooted.test(err))
    return `this machine was not started by systemd, as in most containers, so nothing can keep a service; ${otherwise}`;
  return caller.scope === "user" && noUserManager.test(err) ? whyNoUserManager(caller) : null;
};

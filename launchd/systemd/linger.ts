import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where logind records the users whose systemd runs without a login (loginctl(1), enable-linger). */
const folder = "/var/lib/systemd/linger";

/** Whether a user's systemd starts with the machine and outlives the user's last session. */
export const lingers = (user: string): boolean => existsSync(join(folder, user));

/** What follows for a service from a user who does not linger, as the rest of a sentence about it, and what changes it. */
export const lingerAdvice = (user: string): { readonly what: string; readonly remedy: string } => ({
  what: `starts when ${user} logs in, and is stopped with its children when the last session of ${user} ends`,
  remedy: `to have it start with the machine and stay, let ${user} linger: \`sudo loginctl enable-linger ${user}\``,
});

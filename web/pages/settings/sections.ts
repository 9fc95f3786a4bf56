import type { WhoAmI } from "../../api/session.ts";

/** The parts of the settings; `forAdmins`: of the whole tree. */
export const sections = [
  { to: "/settings/users", name: "Users", forAdmins: true },
  { to: "/settings/keys", name: "Keys", forAdmins: true },
  { to: "/settings/sessions", name: "Sessions", forAdmins: false },
  { to: "/settings/audit", name: "Audit", forAdmins: true },
  { to: "/settings/daemon", name: "Daemon", forAdmins: true },
  { to: "/settings/account", name: "Account", forAdmins: false },
  { to: "/settings/appearance", name: "Appearance", forAdmins: false },
  { to: "/settings/about", name: "About", forAdmins: false },
] as const;

/** Whether the user may manage the whole tree, and with it users, keys and the daemon. */
export const managesAll = ({ role, scope }: WhoAmI): boolean => role === "admin" && scope === null;

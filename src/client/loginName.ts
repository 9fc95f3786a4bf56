import { userInfo } from "node:os";

/** The name of the user that this process runs as. */
export const loginName = (): string => {
  try {
    return userInfo().username;
  } catch {
    // A uid without an entry in the password file, as in some containers.
    return String(process.getuid?.() ?? "unknown");
  }
};

/** The name of the person who uses this process: root that sudo has made may be anybody. */
export const personName = (): string => (process.getuid?.() === 0 && process.env.SUDO_USER) || loginName();

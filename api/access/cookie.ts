/** How the cookie of sessions is set by one listener. */
export interface SessionCookie {
  readonly name: string;
  /** The path under which the daemon is, behind a proxy perhaps. */
  readonly path: string;
  /** Sent over TLS only. */
  readonly secure: boolean;
}

const name = "sentinel_session";

/** Without TLS, at the root. */
export const plainCookie: SessionCookie = { name, path: "/", secure: false };

/**
 * The cookie of a listener. Browsers keep the cookies of all ports of an address together, so the daemons of a machine have
 * names of their own.
 */
export const sessionCookie = (url: string): SessionCookie => {
  const { protocol, port, pathname } = new URL(url);
  return {
    name: port === "" ? name : `${name}_${port}`,
    path: pathname.replace(/\/$/, "") || "/",
    secure: protocol === "https:",
  };
};

/** The value of a cookie in the header `cookie`; null where it is not there. */
export const cookieIn = (header: string | null, { name }: SessionCookie): string | null => {
  if (header === null) return null;
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
};

/** As in the header `set-cookie`. `maxAge` in seconds. No script can read it, and no other site has it sent. */
export const setCookie = (cookie: SessionCookie, value: string, maxAge: number): string =>
  [
    `${cookie.name}=${value}`,
    `Path=${cookie.path}`,
    `Max-Age=${maxAge}`,
    "HttpOnly",
    "SameSite=Strict",
    ...(cookie.secure ? ["Secure"] : []),
  ].join("; ");

export const noCookie = (cookie: SessionCookie): string => setCookie(cookie, "", 0);

/** A header of a request; null where it is not there. */
export type HeaderOf = (name: string) => string | null;

const hostOf = (origin: string): string | null => {
  try {
    return new URL(origin).host;
  } catch {
    // `null`: a page without an origin, such as one in a sandbox.
    return null;
  }
};

/**
 * Whether a browser has sent a request from a page that is not this daemon's. A browser says so in one of two headers that no
 * script can set; programs send neither.
 */
export const isCrossOrigin = (header: HeaderOf): boolean => {
  const site = header("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = header("origin");
  return origin !== null && hostOf(origin) !== header("host");
};

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a request with this method only reads. */
export const isSafe = (method: string): boolean => safe.has(method);

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/**
 * The address of another daemon's dashboard, as seen from this page; null: it can't be reached, such as by a browser on
 * another machine if it listens on loopback only.
 */
export const otherAddress = (url: string | null, here: URL): string | null => {
  if (url === null) return null;
  const other = new URL(url);
  if (!isLoopback(other.hostname)) return other.href;
  if (!isLoopback(here.hostname)) return null;
  // Sessions belong to a name: `localhost` and `127.0.0.1` have their own.
  other.hostname = here.hostname;
  return other.href;
};

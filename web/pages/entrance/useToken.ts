import { useState } from "react";

/**
 * The token of a one-time link, from the fragment of the address, which browsers do not send. It is removed from the
 * address, so that no history keeps it; null: there is none.
 */
export const useToken = (): string | null => {
  const [token] = useState(() => {
    const { hash, pathname } = window.location;
    const found = decodeURIComponent(hash.slice(1));
    if (found !== "") window.history.replaceState(window.history.state, "", pathname);
    return found === "" ? null : found;
  });
  return token;
};

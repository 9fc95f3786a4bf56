import { useState } from "react";

/**
 * The token of a one-time link, from the part of the address that browsers send to no server. It is taken out of the address,
 * so that it stays in no history; null where there is none.
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

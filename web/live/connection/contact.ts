import type { Channel } from "./Channel.ts";

/** The state of the connection to the daemon. */
export type Contact =
  | { readonly name: "reading" }
  | { readonly name: "live" }
  /** The shown states are those of `since`, in ms since 1970. */
  | { readonly name: "stale"; readonly since: number; readonly retryAt: number | null }
  | { readonly name: "refused" };

/** What the state of the connection means for the page. `heardAt`: when the last frame arrived, in ms since 1970. */
export const contactOf = (
  snapshot: ReturnType<Channel["actor"]["getSnapshot"]>,
  { hasSnapshot, heardAt }: { readonly hasSnapshot: boolean; readonly heardAt: number },
): Contact => {
  if (snapshot.matches({ contact: "live" })) return { name: "live" };
  if (snapshot.matches("refused")) return { name: "refused" };
  const { retryAt, attempts } = snapshot.context;
  if (!hasSnapshot && attempts === 0) return { name: "reading" };
  return { name: "stale", since: heardAt, retryAt: snapshot.matches("waiting") ? retryAt : null };
};

export const isSameContact = (one: Contact, other: Contact): boolean =>
  one.name === "stale" && other.name === "stale" ? one.retryAt === other.retryAt : one.name === other.name;

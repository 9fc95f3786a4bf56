import { useCallback, useEffect, useState } from "react";
import { basePath } from "../../api/baseUrl.ts";

/** A changed text that is not applied. It is kept across reloads and pages. */
export interface Draft {
  readonly text: string;
  /** The hash of the file that it began with; null: it began with the running tree. */
  readonly hash: string | null;
}

const key = `sentinel.draft ${basePath}`;

/** The stored draft of this user. That of another user of this window may contain secrets. */
const stored = (owner: string): Draft | null => {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if (typeof found !== "object" || found === null || !("text" in found) || !("hash" in found)) return null;
    if (!("by" in found) || found.by !== owner) return null;
    const { text, hash } = found;
    return typeof text === "string" && (typeof hash === "string" || hash === null) ? { text, hash } : null;
  } catch {
    // It was stored by another version, or the browser stores nothing for this page.
    return null;
  }
};

const store = (draft: Draft | null, owner: string): boolean => {
  try {
    if (draft === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ ...draft, by: owner }));
    return true;
  } catch {
    return false;
  }
};

/** The draft of this window. `owner`: the principal who is logged in. `isKept`: whether it is kept across reloads. */
export const useDraft = (owner: string) => {
  const [draft, setDraft] = useState(() => stored(owner));
  const [isKept, setKept] = useState(true);
  useEffect(() => {
    setKept(store(draft, owner));
  }, [draft, owner]);
  return { draft, isKept, setDraft: useCallback((next: Draft | null) => setDraft(next), []) };
};

import { useCallback, useEffect, useState } from "react";
import { basePath } from "../../api/baseUrl.ts";

/** A changed text that is not applied. It is kept across reloads and pages. */
export interface Draft {
  readonly text: string;
  /** Of the file that it was begun with; null: it was begun with none. */
  readonly hash: string | null;
}

const key = `sentinel.draft ${basePath}`;

/** What somebody has kept. That of somebody else who was logged in in this window may hold secrets. */
const stored = (owner: string): Draft | null => {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if (typeof found !== "object" || found === null || !("text" in found) || !("hash" in found)) return null;
    if (!("by" in found) || found.by !== owner) return null;
    const { text, hash } = found;
    return typeof text === "string" && (typeof hash === "string" || hash === null) ? { text, hash } : null;
  } catch {
    // It has another version, or the browser has no storage for this page.
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

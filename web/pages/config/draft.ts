import { useCallback, useEffect, useState } from "react";
import { basePath } from "../../api/baseUrl.ts";

/** A changed text that is not applied. It is kept across reloads and pages. */
export interface Draft {
  readonly text: string;
  /** Of the file that it was begun with; null: it was begun with none. */
  readonly hash: string | null;
}

const key = `sentinel.draft ${basePath}`;

const stored = (): Draft | null => {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if (typeof found !== "object" || found === null || !("text" in found) || !("hash" in found)) return null;
    const { text, hash } = found;
    return typeof text === "string" && (typeof hash === "string" || hash === null) ? { text, hash } : null;
  } catch {
    // It has another version, or the browser has no storage for this page.
    return null;
  }
};

const store = (draft: Draft | null): boolean => {
  try {
    if (draft === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
};

/** The draft of this window. `isKept`: whether it is kept across reloads. */
export const useDraft = () => {
  const [draft, setDraft] = useState(stored);
  const [isKept, setKept] = useState(true);
  useEffect(() => {
    setKept(store(draft));
  }, [draft]);
  return { draft, isKept, setDraft: useCallback((next: Draft | null) => setDraft(next), []) };
};

import { useEffect } from "react";
import type { useDraft } from "../draft.ts";

/** Forgets a draft that equals the text it was begun with, such as one that was applied and written. */
export const useForgottenDraft = ({ draft, setDraft }: ReturnType<typeof useDraft>, begun: string): void => {
  useEffect(() => {
    if (draft !== null && draft.text === begun) setDraft(null);
  }, [draft, begun, setDraft]);
};

import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Verb } from "../../actions/verbs.ts";
import { openPalette } from "../../palette/opening.ts";
import { subjectIn } from "../subject.ts";

/** Opens the palette for the selection, with a verb if one is given. */
export const useOpenPalette = (): ((verb?: Verb) => void) => {
  const router = useRouter();
  return useCallback((verb) => openPalette({ subject: subjectIn(router), verb: verb ?? null }), [router]);
};

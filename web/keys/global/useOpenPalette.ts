import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Verb } from "../../actions/verbs.ts";
import { openPalette } from "../../palette/opening.ts";
import { pickedOnPage } from "../../selection/pickedOnPage.ts";
import { subjectIn } from "../subject.ts";

/** Opens the palette for the nodes selected for a bulk command, or else for the node that keys act on; a verb is asked for at once. */
export const useOpenPalette = (): ((verb?: Verb) => void) => {
  const router = useRouter();
  return useCallback(
    (verb) =>
      openPalette({
        subject: subjectIn(router),
        picked: verb === undefined ? pickedOnPage() : [],
        verb: verb ?? null,
      }),
    [router],
  );
};

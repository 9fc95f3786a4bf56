import { useEffect, useMemo } from "react";
import { closePalette, useOpening } from "../../palette/opening.ts";
import { useKeyboard } from "../keyboard/useKeyboard.ts";
import { Notice } from "../notice/Notice.tsx";
import { closeSheet, openSheet, useSheet } from "../sheet/sheet.ts";
import { useShortcuts } from "../useShortcuts.ts";
import { useChildKeys } from "./useChildKeys.ts";
import { useLoaded } from "./useLoaded.ts";
import { useOpenPalette } from "./useOpenPalette.ts";
import { usePageKeys } from "./usePageKeys.ts";
import { usePlaceKeys } from "./usePlaceKeys.ts";

const loadSheet = () => import("../sheet/KeysSheet.tsx");
const loadPalette = () => import("../../palette/Palette.tsx");

/** The palette is preloaded this long after the page was opened, in ms. */
const idle = 500;

/** The shortcuts of every page, the list of keys and the palette. */
export const Keys = () => {
  const openPalette = useOpenPalette();
  useKeyboard();
  usePlaceKeys();
  useChildKeys();
  usePageKeys();
  useShortcuts(
    useMemo(
      () => ({
        title: "Everywhere",
        shortcuts: [
          { keys: "mod+k", title: "search or run", run: () => openPalette() },
          { keys: "?", title: "list the keys", run: openSheet },
        ],
      }),
      [openPalette],
    ),
  );
  const opening = useOpening();
  const isSheetOpen = useSheet();
  const palette = useLoaded(loadPalette, opening !== null, closePalette);
  const sheet = useLoaded(loadSheet, isSheetOpen, closeSheet);
  useEffect(() => {
    // Preloaded, since users go on typing as soon as they have pressed its key.
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), idle);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      {opening === null || palette === null ? null : <palette.Palette opening={opening} />}
      {isSheetOpen && sheet !== null ? <sheet.KeysSheet onClose={closeSheet} /> : null}
      <Notice />
    </>
  );
};

import { lazy, Suspense, useMemo } from "react";
import { closeSheet, openSheet, useSheet } from "./sheet.ts";
import { useKeyboard } from "./useKeyboard.ts";
import { usePageKeys } from "./usePageKeys.ts";
import { usePlaceKeys } from "./usePlaceKeys.ts";
import { useShortcuts } from "./useShortcuts.ts";

const KeysSheet = lazy(() => import("./KeysSheet.tsx").then((module) => ({ default: module.KeysSheet })));

/** The keys that work on every page, and the list of all. */
export const Keys = () => {
  useKeyboard();
  usePlaceKeys();
  usePageKeys();
  useShortcuts(useMemo(() => ({ title: "Everywhere", shortcuts: [sheetKey] }), []));
  return <Suspense>{useSheet() ? <KeysSheet onClose={closeSheet} /> : null}</Suspense>;
};

const sheetKey = { keys: "?", title: "list the keys", run: openSheet };

import "./selection.css";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { Touched, TouchedEffect } from "../../src/domain/view/Touched.ts";
import { TouchedNodes } from "./TouchedNodes.ts";

const touchedNodes = new TouchedNodes();

/** The effect of the pointed command on a node; undefined: none. */
export const useTouched = (path: string): TouchedEffect | undefined =>
  useSyncExternalStore(
    useCallback((listener) => touchedNodes.listen(path, listener), [path]),
    () => touchedNodes.effectOn(path),
  );

/**
 * Outlines the affected nodes wherever the page shows them (map, outline, lists of children), until the component is
 * unmounted or the list changes. Null: none. Previews and plans have such lists (`touched`).
 */
export const useShowTouched = (touched: ReadonlyArray<Touched> | null): void => {
  const [shower] = useState(() => Symbol("shower"));
  useEffect(() => {
    if (touched === null) return;
    touchedNodes.show(shower, touched);
    return () => touchedNodes.hide(shower);
  }, [shower, touched]);
};

/** The class of an element for a node with this effect. */
export const touchedClass = (effect: TouchedEffect | undefined): string =>
  effect === undefined ? "" : ` touched ${effect}`;

import "./selection.css";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { Touched, TouchedEffect } from "../../src/domain/view/Touched.ts";
import { TouchedNodes } from "./TouchedNodes.ts";

const touchedNodes = new TouchedNodes();

/** What would happen to a node by what is pointed at now; undefined: nothing. */
export const useTouched = (path: string): TouchedEffect | undefined =>
  useSyncExternalStore(
    useCallback((listener) => touchedNodes.listen(path, listener), [path]),
    () => touchedNodes.effectOn(path),
  );

/**
 * Outline the nodes that go along, wherever they are on the page (map, outline, lists of children), until the component is
 * unmounted or the list is another one. Null: none. The preview of a command has such a list, and so has a plan (`touched`).
 */
export const useShowTouched = (touched: ReadonlyArray<Touched> | null): void => {
  const [shower] = useState(() => Symbol("shower"));
  useEffect(() => {
    if (touched === null) return;
    touchedNodes.show(shower, touched);
    return () => touchedNodes.hide(shower);
  }, [shower, touched]);
};

/** The class of an element that shows a node which is touched in this way. */
export const touchedClass = (effect: TouchedEffect | undefined): string =>
  effect === undefined ? "" : ` touched ${effect}`;

import { type RefObject, useEffect, useRef } from "react";

/** The focus goes to what was opened by a button elsewhere; not where a page begins with it. */
export const useFocusWhenOpened = (): RefObject<HTMLFieldSetElement | null> => {
  const opened = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (document.activeElement !== document.body) opened.current?.focus();
  }, []);
  return opened;
};

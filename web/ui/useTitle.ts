import { useEffect } from "react";

/** The title of the window while a page is shown. */
export const useTitle = (title: string): void => {
  useEffect(() => {
    document.title = `${title} · Sentinel`;
  }, [title]);
};

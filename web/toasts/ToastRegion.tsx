import { lazy, Suspense, useSyncExternalStore } from "react";
import { toasts } from "./Toasts.ts";

const ToastList = lazy(() => import("./ToastList.tsx"));

/** Where toasts are: screen readers have to know the place before something is said there. */
export const ToastRegion = () => {
  const list = useSyncExternalStore(toasts.listen, () => toasts.list);
  return (
    <section className="toasts" aria-label="Notes" aria-live="polite">
      {list.length === 0 ? null : (
        <Suspense>
          <ToastList toasts={list} />
        </Suspense>
      )}
    </section>
  );
};

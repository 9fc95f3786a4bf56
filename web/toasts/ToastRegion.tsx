import { lazy, Suspense, useSyncExternalStore } from "react";
import { toasts } from "./Toasts.ts";

const ToastList = lazy(() => import("./ToastList.tsx"));

/** The region of toasts: screen readers have to know it before something is announced in it. */
export const ToastRegion = () => {
  const list = useSyncExternalStore(toasts.subscribe, () => toasts.list);
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

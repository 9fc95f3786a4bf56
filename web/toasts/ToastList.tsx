import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { messageOf } from "../api/ApiError.ts";
import { useTreeVersion } from "../live/useLive.ts";
import { type Toast, toasts } from "./Toasts.ts";
import "./toasts.css";

/** How long a toast stays, in ms, unless it is pointed at. */
const stay = 8_000;

/** The toasts. All of them stay while one is pointed at or has the focus. */
const ToastList = ({ toasts: list }: { readonly toasts: ReadonlyArray<Toast> }) => {
  const [isHeld, setHeld] = useState(false);
  return (
    <ul
      className="toast-list"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {list.map((toast) => (
        <ToastView key={toast.id} toast={toast} isHeld={isHeld} onUndone={() => setHeld(false)} />
      ))}
    </ul>
  );
};
export default ToastList;

interface ToastViewProps {
  readonly toast: Toast;
  readonly isHeld: boolean;
  /** The focused button has disappeared. */
  readonly onUndone: () => void;
}

const ToastView = ({ toast, isHeld, onUndone }: ToastViewProps) => {
  useTreeVersion();
  const leave = (): void => toasts.remove(toast.id);
  const undo = useMutation({ mutationFn: async () => toast.undo?.() ?? toast.text, onSuccess: onUndone });
  const isWaiting = isHeld || undo.isPending;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it says anew is to be read, too
  useEffect(() => {
    if (isWaiting) return;
    const timer = setTimeout(leave, stay);
    return () => clearTimeout(timer);
  }, [isWaiting, undo.status]);
  return (
    <li className="toast">
      <span>
        {undo.error === null ? (undo.data ?? toast.text)() : `Not undone: ${messageOf(undo.error)}`}
      </span>
      {toast.undo === null || undo.isSuccess ? null : (
        <button type="button" className="link" aria-busy={undo.isPending} onClick={() => undo.mutate()}>
          Undo
        </button>
      )}
      <button type="button" className="button ghost tiny" onClick={leave} aria-label="Dismiss">
        ×
      </button>
    </li>
  );
};

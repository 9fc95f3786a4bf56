import { type ReactNode, useRef } from "react";
import { useEscape } from "../keys/useEscape.ts";

interface SidePanelProps {
  readonly title: string;
  /** What it shows, such as `check`. */
  readonly what: string;
  /** The state, at the right of the title. */
  readonly mark: ReactNode;
  /** The line under the title. */
  readonly under: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What is chosen in a list, beside it. Escape closes it, and a focus inside returns to the chosen row. */
export const SidePanel = ({ title, what, mark, under, onClose, children }: SidePanelProps) => {
  const panel = useRef<HTMLElement>(null);
  const close = (): void => {
    if (panel.current?.contains(document.activeElement) === true)
      document.querySelector<HTMLElement>('main [aria-current="true"] a')?.focus();
    onClose();
  };
  useEscape(`The ${what}`, "close it", close);
  return (
    <aside ref={panel} className="inspector" aria-label={`The ${what} ${title}`}>
      <div className="row">
        <h2 className="cut inspector-title">{title}</h2>
        <span className="grow" />
        {mark}
        <button type="button" className="button ghost tiny" onClick={close} aria-label="Close">
          ×
        </button>
      </div>
      <p className="small faint cut">{under}</p>
      {children}
    </aside>
  );
};

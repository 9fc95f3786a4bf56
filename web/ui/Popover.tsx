import { type CSSProperties, type ReactNode, useId, useRef, useState } from "react";

interface PopoverProps {
  /** What the button shows. */
  readonly shown: ReactNode;
  readonly label?: string;
  readonly buttonClass: string;
  /** With which edge of its button it lines up. */
  readonly side: "left" | "right";
  readonly children: ReactNode;
}

/** A button, and what it shows beside itself until Escape or a press elsewhere. */
export const Popover = ({ shown, label, buttonClass, side, children }: PopoverProps) => {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<CSSProperties | null>(null);
  const locate = (): void => {
    const { left, right, bottom } = button.current?.getBoundingClientRect() ?? new DOMRect();
    const across = side === "left" ? { left } : { right: document.documentElement.clientWidth - right };
    setPlace({ top: bottom + gap, ...across });
  };
  return (
    <>
      <button ref={button} type="button" className={buttonClass} aria-label={label} popoverTarget={id}>
        {shown}
      </button>
      <div
        id={id}
        popover="auto"
        className="popover"
        style={place ?? {}}
        onBeforeToggle={({ newState }) => (newState === "open" ? locate() : setPlace(null))}
      >
        {place === null ? null : children}
      </div>
    </>
  );
};

/** In px. */
const gap = 4;

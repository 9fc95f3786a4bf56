import { type CSSProperties, type ReactNode, useId, useRef, useState } from "react";

interface PopoverProps {
  /** The content of the button. */
  readonly shown: ReactNode;
  readonly label?: string;
  readonly buttonClass: string;
  /** The edge of the button that the box is aligned with. */
  readonly side: "left" | "right";
  readonly children: ReactNode;
}

/** A button that opens a box below itself, until Escape or a press elsewhere. */
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
      <button
        ref={button}
        type="button"
        className={buttonClass}
        aria-label={label}
        title={label}
        popoverTarget={id}
      >
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

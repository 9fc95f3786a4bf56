import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";

/** A row of a menu. */
interface MenuItem {
  readonly name: string;
  /** An explanation, or the equivalent command. */
  readonly hint?: string;
  readonly run: () => void;
}

interface MenuProps {
  /** The accessible name. */
  readonly label: string;
  readonly shown: ReactNode;
  readonly items: ReadonlyArray<MenuItem>;
  readonly isOff?: boolean;
}

/** A button that opens a list of commands. Arrow keys go from row to row, Escape closes it. */
export const Menu = ({ label, shown, items, isOff = false }: MenuProps) => {
  const [isOpen, setOpen] = useState(false);
  const whole = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    whole.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const leave = ({ target }: Event): void => {
      if (!(target instanceof Node) || !whole.current?.contains(target)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, [isOpen]);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const rows = [...(whole.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = rows.findIndex((row) => row.matches(":focus"));
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % rows.length,
      ArrowUp: (at - 1 + rows.length) % rows.length,
      Home: 0,
      End: rows.length - 1,
    };
    const target = targets[event.key];
    if (event.key === "Escape") close();
    else if (target !== undefined) rows[target]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are of the rows in it
    <span className="menu" ref={whole} onKeyDown={isOpen ? onKeyDown : undefined}>
      <button
        type="button"
        className="button"
        ref={button}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-disabled={isOff}
        title={label}
        onClick={isOff ? undefined : () => setOpen(!isOpen)}
      >
        {shown}
      </button>
      {isOpen ? (
        <div className="menu-list" role="menu" aria-label={label}>
          {items.map(({ name, hint, run }) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                run();
              }}
            >
              <span>{name}</span>
              {hint === undefined ? null : <span className="faint small">{hint}</span>}
            </button>
          ))}
        </div>
      ) : null}
    </span>
  );
};

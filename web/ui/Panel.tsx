import { type ReactNode, useId } from "react";

interface PanelProps {
  readonly title: ReactNode;
  readonly meta?: ReactNode;
  /** At the right of the title. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export const Panel = ({ title, meta, action, children }: PanelProps) => {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {meta === undefined ? null : <span className="meta cut">{meta}</span>}
        <span className="grow" />
        {action}
      </header>
      {children}
    </section>
  );
};

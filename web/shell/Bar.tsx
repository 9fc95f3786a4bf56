import type { ReactNode } from "react";
import { FindButton } from "../palette/FindButton.tsx";

/** The bar above a page: its title or path, and its actions. */
export const Bar = ({
  children,
  actions,
}: {
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <header className="bar">
    {children}
    <span className="grow" />
    {actions}
    <FindButton />
  </header>
);

import type { ReactNode } from "react";
import { FindButton } from "../palette/FindButton.tsx";

/** What is above a page: its title or where it is, and what can be done. */
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

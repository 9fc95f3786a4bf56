import { Link } from "@tanstack/react-router";
import { useTree } from "../../live/useLive.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { Icon } from "../../ui/icons/Icon.tsx";
import { SessionSummary } from "../SessionSummary.tsx";
import { places } from "./places.ts";
import { TreeSwitcher } from "./TreeSwitcher.tsx";

export const SideNavigation = () => (
  <aside className="side" aria-label="Navigation">
    <TreeSwitcher />
    <nav className="nav" aria-label="Pages">
      {places.map(({ to, name, icon, ...place }) => (
        <Link
          key={to}
          to={to}
          className={"isApart" in place ? "apart" : ""}
          activeOptions={{ exact: to === "/", includeSearch: false }}
        >
          <Icon name={icon} />
          <span>{name}</span>
          {to === "/" ? <FailedCount /> : null}
        </Link>
      ))}
    </nav>
    <SessionSummary />
  </aside>
);

/** The number of failed services, if any. */
const FailedCount = () => {
  const { failed } = useTree((tree) => tree.tallyOf(null));
  if (failed === 0) return null;
  return (
    <span className="count">
      <Glyph state="failed" little />
      {failed}
      <span className="hidden-text">failed</span>
    </span>
  );
};

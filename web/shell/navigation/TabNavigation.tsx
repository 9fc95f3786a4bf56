import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Icon } from "../../ui/icons/Icon.tsx";
import { SessionSummary } from "../SessionSummary.tsx";
import { places } from "./places.ts";

const TreeLinks = lazy(() => import("./TreeLinks.tsx"));

/** The pages with a tab; the others are behind More. */
const tabs = places.slice(0, 4);
const others = places.slice(4);

/** The navigation in narrow windows. */
export const TabNavigation = () => {
  const [isMoreShown, setMoreShown] = useState(false);
  return (
    <nav className="tabs" aria-label="Pages">
      <PlaceLinks of={tabs} />
      <button type="button" popoverTarget="more">
        <Icon name="more" />
        <span>More</span>
      </button>
      <div
        id="more"
        popover="auto"
        className="more"
        onToggle={({ newState }) => setMoreShown(newState === "open")}
      >
        {isMoreShown ? (
          <>
            <div className="nav">
              <PlaceLinks of={others} onFollow={() => document.getElementById("more")?.hidePopover()} />
            </div>
            <Suspense>
              <TreeLinks />
            </Suspense>
            <SessionSummary />
          </>
        ) : null}
      </div>
    </nav>
  );
};

interface PlaceLinksProps {
  readonly of: ReadonlyArray<(typeof places)[number]>;
  readonly onFollow?: () => void;
}

const PlaceLinks = ({ of, onFollow }: PlaceLinksProps) =>
  of.map(({ to, name, icon }) => (
    <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }} onClick={onFollow}>
      <Icon name={icon} />
      <span>{name}</span>
    </Link>
  ));

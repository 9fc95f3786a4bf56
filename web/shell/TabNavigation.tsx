import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "../ui/Icon.tsx";
import { places } from "./places.ts";
import { SessionSummary } from "./SessionSummary.tsx";

/** Places with a tab of their own; the others are behind More. */
const tabs = 4;

const closeMore = (): void => document.getElementById("more")?.hidePopover();

const PlaceLink = ({ place: { to, name, icon } }: { readonly place: (typeof places)[number] }) => (
  <Link to={to} activeOptions={{ exact: to === "/", includeSearch: false }} onClick={closeMore}>
    <Icon name={icon} />
    <span>{name}</span>
  </Link>
);

/** The navigation of a narrow window. */
export const TabNavigation = () => {
  const [isMoreShown, setMoreShown] = useState(false);
  return (
    <nav className="tabs" aria-label="Pages">
      {places.slice(0, tabs).map((place) => (
        <PlaceLink key={place.to} place={place} />
      ))}
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
              {places.slice(tabs).map((place) => (
                <PlaceLink key={place.to} place={place} />
              ))}
            </div>
            <SessionSummary />
          </>
        ) : null}
      </div>
    </nav>
  );
};
